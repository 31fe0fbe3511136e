import type { IncomingMessage } from 'node:http';

/** The token of `Authorization: Bearer …` (RFC 6750 §2.1); `null` when there is none. Never taken from the URL. */
export function bearerToken(request: IncomingMessage): string | null {
  const match = /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}
