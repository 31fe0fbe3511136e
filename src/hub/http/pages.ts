import type { ServerResponse } from 'node:http';
import { createStaticPages } from '../../shared/node/static-pages.ts';
import { endAnswer } from './http-errors.ts';
import { hubPagePaths } from './request-gate.ts';

/** Only what the hub itself serves; no inline script, no foreign host, no frame. Inline styles are antd's. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const headersOfPages = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'microphone=(), camera=(), geolocation=()',
} as const;

/** The pages for those who do not work at a desk, and what they load. */
export interface Pages {
  serve(target: string, response: ServerResponse): Promise<void>;
  /** From where a page may call: this machine's own address, and where people open the page. */
  origins(port: number | undefined): readonly string[];
}

/** Serves out of the folder of built pages; without one there is no page. */
export function createPages({
  pagesFolder,
  pageOrigin,
}: {
  readonly pagesFolder?: string;
  readonly pageOrigin?: string;
}): Pages {
  const files = pagesFolder === undefined ? null : createStaticPages(pagesFolder, pageAnswer);
  const named = pageOrigin === undefined ? [] : [pageOrigin];
  return {
    async serve(target, response) {
      const [path = ''] = target.split('?', 1);
      // The slash is forgotten by whoever types it.
      const isShort = hubPagePaths.includes(`${path}/`);
      const location = `${path}/`;
      if (isShort)
        return endAnswer(response, { status: 308, headers: { ...headersOfPages, location } });
      const isServed = hubPagePaths.includes(path) || path.startsWith('/assets/');
      const answer = files && isServed ? await files(path) : pageAnswer(404);
      await endAnswer(response, {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    },
    origins: (port) => [`http://127.0.0.1:${port}`, `http://localhost:${port}`, ...named],
  };
}

function pageAnswer(
  status: number,
  body: Uint8Array<ArrayBuffer> | null = null,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    status,
    headers: { ...headersOfPages, 'cache-control': 'no-store', ...headers },
  });
}
