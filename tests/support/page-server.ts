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
  /** CommonJS packages that the page imports. */
  commonJs: readonly string[] = [],
): Promise<PageServer> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (await handle(request, response)) return true;
    const url = new URL(request.url ?? '/', 'http://page');
    if (url.pathname !== '/') return false;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', contentSecurityPolicy);
    response.end(pageText(url.searchParams.get('module') ?? ''));
    return true;
  };
  const vite = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    appType: 'custom',
    cacheDir: `node_modules/.vite-tests-${process.pid}`,
    server: { host: '127.0.0.1', port: 0, strictPort: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [...commonJs] },
    plugins: [
      {
        name: 'test-page',
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            void serve(request, response).then((served) => served || next(), next);
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

function pageText(module: string): string {
  const script = module.replace(/[^\w./-]/g, '');
  return `<!doctype html><title>test page</title><script type="module" src="${script}"></script>`;
}
