import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** An answer with the headers of whoever serves. */
type Answer = (
  status: number,
  body?: Uint8Array<ArrayBuffer> | null,
  headers?: Record<string, string>,
) => Response;

/** Serves the built pages of `directory`, as `/desk/`, and what they load. Nothing outside it, nothing hidden. */
export function createStaticPages(
  directory: string,
  answer: Answer,
): (pathname: string) => Promise<Response> {
  const root = resolve(directory);
  return async (pathname) => {
    const file = fileOf(root, pathname);
    const type = file === null ? undefined : types[extname(file)];
    if (file === null || type === undefined) return answer(404);
    const content = await readFile(file).catch(() => null);
    if (content === null) return answer(404);
    // Names under /assets/ carry a hash of their content.
    const cache = pathname.startsWith('/assets/')
      ? 'private, max-age=31536000, immutable'
      : 'no-cache';
    return answer(200, new Uint8Array(content), { 'content-type': type, 'cache-control': cache });
  };
}

function fileOf(root: string, pathname: string): string | null {
  const decoded = decode(pathname);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\') || /\/\./.test(decoded))
    return null;
  const file = resolve(join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  return file.startsWith(root + sep) ? file : null;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
