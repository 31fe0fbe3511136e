import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** Answers a request, or returns false to leave it to the source files. */
export type PageServerHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export interface PageServer {
  /** `http://127.0.0.1:port`; sources stand at `/src/…` and `/tests/…`. */
  readonly origin: string;
  /** Address of an empty page that loads this module of the repository: `pageWith('/tests/support/x.ts')`. */
  pageWith(module: string): string;
  close(): Promise<void>;
}

/** What both hosts send with their pages, as far as scripts and workers are concerned. */
const contentSecurityPolicy =
  "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; media-src 'self' blob:";

/**
 * Serves an empty page under the product's content security policy, with one module of the repository loaded as the
 * page's script, for tests in Chromium. `handle` is asked first.
 */
export async function startPageServer(
  handle: PageServerHandler = () => false,
): Promise<PageServer> {
  const vite = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    appType: 'custom',
    cacheDir: `node_modules/.vite-tests-${process.pid}`,
    server: { host: '127.0.0.1', port: 0, strictPort: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      {
        name: 'test-page',
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            Promise.resolve(handle(request, response)).then((handled) => {
              if (handled) return;
              const url = new URL(request.url ?? '/', 'http://page');
              if (url.pathname !== '/') return next();
              const script = (url.searchParams.get('module') ?? '').replace(/[^\w./-]/g, '');
              response.setHeader('content-type', 'text/html; charset=utf-8');
              response.setHeader('content-security-policy', contentSecurityPolicy);
              response.end(
                `<!doctype html><title>test page</title><script type="module" src="${script}"></script>`,
              );
            }, next);
          });
        },
      },
    ],
  });
  await vite.listen();
  const address = vite.httpServer?.address();
  if (typeof address !== 'object' || !address) throw new Error('the page server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    pageWith: (module) => `${origin}/?module=${encodeURIComponent(module)}`,
    close: () => vite.close(),
  };
}
