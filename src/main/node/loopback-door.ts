import type { IncomingMessage } from 'node:http';
import { type DoorPage, launchedMark } from '../../shared/contract/door.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { LaunchTokens } from './launch-tokens.ts';
import type { PageGrant, PageGrants } from './page-grants.ts';
import type { PageProofs } from './page-proofs.ts';

/** What the door says to a request before anything else looks at it. */
export type DoorVerdict =
  | { readonly kind: 'open' }
  /** `isPage`: it may be a person who reads the answer, in a window of our own address. */
  | { readonly kind: 'refused'; readonly isPage?: boolean }
  /** A good launch URL: set this cookie and go to this page. */
  | { readonly kind: 'launch'; readonly setCookie: string; readonly location: string }
  /** A step of the mutual proof, by a page that has been launched. */
  | {
      readonly kind: 'proof';
      readonly step: 'enrol' | 'hello' | 'prove';
      readonly grant: PageGrant;
    };

export interface LoopbackDoor {
  judge(request: IncomingMessage): DoorVerdict;
  /** The same for a WebSocket upgrade, which always needs our own `Origin`: who it is, or `null`. */
  admitUpgrade(request: IncomingMessage): { page: DoorPage; grantId: string } | null;
  /** A URL that opens `page` once, soon. Only the launcher may see it. */
  launchUrl(page: DoorPage): string;
  /** `Set-Cookie` of a page's proven session. */
  sessionCookie(page: DoorPage, session: string): string;
}

export interface DoorParts {
  readonly tokens: LaunchTokens;
  readonly grants: PageGrants;
  readonly proofs: PageProofs;
}

/**
 * Keeps everybody but our own pages out of the loopback server: exact `Host` (DNS rebinding), exact `Origin` on every
 * upgrade and everything but GET and HEAD, and on every path a cookie. The grant cookie, which only a launch URL gives, opens
 * no more than the pages' own files and the mutual proof; calls and recordings need the session cookie of this host process,
 * which only a page with its key gets (ADR 0144). Names of cookies carry the port, because cookies ignore ports.
 */
export function createLoopbackDoor(port: number, parts: DoorParts): LoopbackDoor {
  const { tokens, grants, proofs } = parts;
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const grantName = (page: DoorPage) => `hotline-${page}-${port}`;
  const sessionName = (page: DoorPage) => `hotline-${page}-session-${port}`;
  const cookieOf = (request: IncomingMessage, name: string) =>
    readCookie(request.headers.cookie ?? '', name);

  const grantOf = (request: IncomingMessage, page: DoorPage) => {
    const cookie = cookieOf(request, grantName(page));
    return cookie === null ? null : grants.find(page, cookie);
  };
  const provenBy = (request: IncomingMessage, page: DoorPage) => {
    const cookie = cookieOf(request, sessionName(page));
    return cookie === null ? null : proofs.grantIdOf(page, cookie);
  };
  const launch = (url: URL): DoorVerdict => {
    const page = url.searchParams.get('page');
    if (page !== 'desk' && page !== 'phone') return { kind: 'refused', isPage: true };
    if (!tokens.redeem(page, url.searchParams.get('token') ?? ''))
      return { kind: 'refused', isPage: true };
    const setCookie = `${grantName(page)}=${grants.issue(page)}; HttpOnly; SameSite=Strict; Path=/`;
    return { kind: 'launch', setCookie, location: `/${page}/${launchedMark}` };
  };
  const isOpen = (request: IncomingMessage, pathname: string) => {
    if (pathname.startsWith('/recordings/'))
      return provenBy(request, request.method === 'PUT' ? 'phone' : 'desk') !== null;
    return grantOf(request, 'desk') !== null || grantOf(request, 'phone') !== null;
  };
  return {
    judge(request) {
      if (request.headers.host !== host) return { kind: 'refused' };
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const given = request.headers.origin;
      if (isRead ? given !== undefined && given !== origin : given !== origin)
        return { kind: 'refused' };
      if (!URL.canParse(request.url ?? '', origin)) return { kind: 'refused' };
      const url = new URL(request.url ?? '', origin);
      if (url.origin !== origin) return { kind: 'refused' };
      if (url.pathname === '/open' && request.method === 'GET') return launch(url);
      const step = readStep(url.pathname);
      if (step !== null) {
        const grant = request.method === 'POST' ? grantOf(request, step.page) : null;
        return grant === null ? { kind: 'refused' } : { kind: 'proof', step: step.step, grant };
      }
      if (isOpen(request, url.pathname)) return { kind: 'open' };
      return { kind: 'refused', isPage: isRead && pagePaths.has(url.pathname) };
    },
    admitUpgrade(request) {
      const { url } = request;
      const page = url === paths.rpcPhone ? 'phone' : url === paths.rpcDesk ? 'desk' : null;
      const { host: givenHost, origin: givenOrigin } = request.headers;
      if (page === null || givenHost !== host || givenOrigin !== origin) return null;
      const grantId = provenBy(request, page);
      return grantId === null ? null : { page, grantId };
    },
    launchUrl: (page) => `${origin}/open?token=${tokens.issue(page)}&page=${page}`,
    sessionCookie: (page, session) =>
      `${sessionName(page)}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  };
}

const pagePaths: ReadonlySet<string> = new Set(['/', '/desk/', '/phone/']);

function readStep(pathname: string): { page: DoorPage; step: 'enrol' | 'hello' | 'prove' } | null {
  const [, page, step] = /^\/door\/(desk|phone)\/(enrol|hello|prove)$/.exec(pathname) ?? [];
  if (page !== 'desk' && page !== 'phone') return null;
  return step === 'enrol' || step === 'hello' || step === 'prove' ? { page, step } : null;
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
