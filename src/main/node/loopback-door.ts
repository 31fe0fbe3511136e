import type { IncomingMessage } from 'node:http';
import type { LaunchTokens } from './launch-tokens.ts';

/** What the door says to a request before anything else looks at it. */
export type DoorVerdict =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused' }
  /** A good launch URL: set this cookie and go to this page. */
  | { readonly kind: 'launch'; readonly setCookie: string; readonly location: string };

export interface LoopbackDoor {
  judge(request: IncomingMessage): DoorVerdict;
  /** The same for a WebSocket upgrade, which always needs our own `Origin`. */
  admitsUpgrade(request: IncomingMessage): boolean;
  /** A URL that opens `page` once. Only the launcher may see it. */
  launchUrl(page: 'desk' | 'phone'): string;
}

/**
 * Keeps everybody but our own pages out of the loopback server: exact `Host` (DNS rebinding), exact `Origin` on every
 * upgrade and everything but GET and HEAD, and a cookie on every path that only a launch URL gives. The cookie's name
 * carries the port, because cookies ignore ports.
 */
export function createLoopbackDoor(port: number, tokens: LaunchTokens): LoopbackDoor {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const cookieName = `hotline-desk-${port}`;

  const hasCookie = (request: IncomingMessage) => {
    const value = readCookie(request.headers.cookie ?? '', cookieName);
    return value !== null && tokens.isCookie(value);
  };
  return {
    judge(request) {
      if (request.headers.host !== host) return { kind: 'refused' };
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const given = request.headers.origin;
      if (isRead ? given !== undefined && given !== origin : given !== origin)
        return { kind: 'refused' };
      const url = new URL(request.url ?? '/', origin);
      if (url.pathname === '/open' && request.method === 'GET')
        return launch(url, tokens, cookieName);
      return hasCookie(request) ? { kind: 'open' } : { kind: 'refused' };
    },
    admitsUpgrade: (request) =>
      request.headers.host === host && request.headers.origin === origin && hasCookie(request),
    launchUrl: (page) => `${origin}/open?token=${tokens.issue()}&page=${page}`,
  };
}

function launch(url: URL, tokens: LaunchTokens, cookieName: string): DoorVerdict {
  const page = url.searchParams.get('page');
  if (page !== 'desk' && page !== 'phone') return { kind: 'refused' };
  const cookie = tokens.redeem(url.searchParams.get('token') ?? '');
  if (cookie === null) return { kind: 'refused' };
  const setCookie = `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
  return { kind: 'launch', setCookie, location: `/${page}/` };
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
