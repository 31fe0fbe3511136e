import type { IncomingHttpHeaders } from 'node:http';
import { hubPages } from '../../shared/domain/session/user.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import { type AnnouncedBody, announcedBody } from '../../shared/node/announced-body.ts';
import { hubLimits } from './limits.ts';
import { docsPage } from './open-page.ts';

/** Longest request target; the longest honest one has 120 characters. */
const maxTargetLength = 1024;
/** Longest body of one PATCH: a new upload comes in one. */
const maxPatchLength = 512 * 1024 * 1024;

/** A request as its head tells it. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** What may be read of a request, or why it is refused before anybody reads a byte of its body. */
export type GateAnswer =
  | { readonly kind: 'api'; readonly maxLength: number; readonly isOpen: boolean }
  | { readonly kind: 'open'; readonly maxLength: number }
  | { readonly kind: 'uploads' | 'sound' | 'export' | 'page' }
  | { readonly kind: 'refused'; readonly status: number; readonly allow?: string };

/** The paths with a slash at their end: what the pages load is named from there. */
export const hubPagePaths = hubPages.map((page) => `/${page}/`);

const refused = (status: number): GateAnswer => ({ kind: 'refused', status });
const wrongMethod = (allow: string): GateAnswer => ({ kind: 'refused', status: 405, allow });

/**
 * Judges a request by method, target, content type and announced length, before any library sees it (RFC 9110 §15.5: 400, 404,
 * 405, 411, 413, 414, 415). `ownOrigins`: under which the hub's pages are served. Bytes that come without an announced length are counted by who reads them.
 */
export function judgeRequest(head: RequestHead, ownOrigins: readonly string[] = []): GateAnswer {
  if (head.target.length > maxTargetLength) return refused(414);
  if (!/^\/[\x21-\x7e]*$/.test(head.target)) return refused(400);
  const { origin } = head.headers;
  const body = announcedBody(head.headers);
  if (typeof body === 'number') return refused(body);
  const [path = ''] = head.target.split('?', 1);
  // A page of another place (RFC 6454); under a name that it made point here it would pass for one of ours.
  if (origin !== undefined && !(ownOrigins.includes(origin) && isOfPage(path))) return refused(403);
  if (!hubPagePaths.includes(path) && path !== docsPage && !hasOneSpelling(path))
    return refused(400);
  if (isBelow(path, paths.hubApi)) return judgeApi(head, path, body);
  if (isBelow(path, paths.hubUploads)) return judgeUpload(head, path, body);
  if (isBelowAny(path, openRoots)) return judgeOpen(head, path, body);
  if (isBelowAny(path, hubFolders)) return judgePage(head, body);
  const kind = isBelow(path, '/recordings') ? 'sound' : 'export';
  if (kind === 'export' && !isBelow(path, '/exports')) return refused(404);
  if (head.method !== 'GET') return wrongMethod('GET');
  return body.length === 0 ? { kind } : refused(413);
}

/** `application/json`, in UTF-8 if it says so. Everything that a page may send to another origin unasked is something else. */
const json = /^application\/json *(?:; *charset="?utf-8"?)?$/i;

/** What answers without a token. */
const openPaths: ReadonlySet<string> = new Set(
  [
    '/health',
    '/openapi.json',
    '/auth/challenge',
    '/auth/sign-in',
    '/auth/enrol',
    '/auth/refresh',
  ].map((path) => paths.hubApi + path),
);

function judgeApi({ method }: RequestHead, path: string, body: AnnouncedBody): GateAnswer {
  // The change feed has no end and is followed over the WebSocket only.
  if (path === `${paths.hubApi}/changes/watch`) return refused(404);
  const isOpen = openPaths.has(path);
  if (method === 'GET')
    return body.length === 0 ? { kind: 'api', maxLength: 0, isOpen } : refused(413);
  if (method !== 'POST') return wrongMethod('GET, POST');
  const maxLength = maxBodyLength(path);
  if (body.length === 0 && body.type === '') return { kind: 'api', maxLength: 0, isOpen };
  if (!json.test(body.type)) return refused(415);
  return (body.length ?? 0) > maxLength ? refused(413) : { kind: 'api', maxLength, isOpen };
}

const openRoots = ['/open', '/openapi.json', '/api-docs'];

/** What programs of others ask, the document that says what they may, and the page to read it. */
function judgeOpen({ method }: RequestHead, path: string, body: AnnouncedBody): GateAnswer {
  if (method === 'GET') return body.length === 0 ? { kind: 'open', maxLength: 0 } : refused(413);
  if (!isBelow(path, '/open')) return wrongMethod('GET');
  if (method !== 'POST') return wrongMethod('GET, POST');
  if (!json.test(body.type)) return refused(415);
  const maxLength = hubLimits.bodyLength.open;
  return (body.length ?? 0) > maxLength ? refused(413) : { kind: 'open', maxLength };
}

const hubFolders = [...hubPages.map((page) => `/${page}`), '/assets'];

/** What the hub's pages call; nothing else is ever asked from a page. */
const callsOfPages = [
  '/auth/sign-in',
  '/auth/enrol',
  '/auth/refresh',
  '/auth/sign-out',
  '/auth/change-password',
  '/department',
  '/attachments',
  '/officer',
  '/admin',
  '/audit',
  '/city',
  '/office',
].map((name) => paths.hubApi + name);

/** What a page of the hub loads (scripts say their origin, too) and calls. */
function isOfPage(path: string): boolean {
  return isBelowAny(path, hubFolders) || isBelowAny(path, callsOfPages);
}

function isBelowAny(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => isBelow(path, root));
}

function judgePage({ method }: RequestHead, body: AnnouncedBody): GateAnswer {
  if (method !== 'GET') return wrongMethod('GET');
  return body.length === 0 ? { kind: 'page' } : refused(413);
}

/** Longest body of a call at this path, in bytes. */
function maxBodyLength(path: string): number {
  const { bodyLength } = hubLimits;
  if (isBelow(path, `${paths.hubApi}/auth`)) return bodyLength.auth;
  if (path === `${paths.hubApi}/attachments/piece`) return bodyLength.piece;
  if (path === `${paths.hubApi}/calls/reached`) return bodyLength.reached;
  if (/^\/api\/department\/tickets\/[^/]+\/act$/.test(path)) return bodyLength.department;
  if (path === `${paths.hubApi}/storm/points`) return bodyLength.points;
  if (path === `${paths.hubApi}/office/departments`) return bodyLength.departments;
  if (path === `${paths.hubApi}/office/limits`) return bodyLength.limits;
  if (/^\/api\/knowledge\/(?:propose|decide|words|judged)$/.test(path)) return bodyLength.knowledge;
  if (path === `${paths.hubApi}/knowledge/phrases`) return bodyLength.phrases;
  if (path === `${paths.hubApi}/knowledge/sheet`) return bodyLength.sheet;
  return path === `${paths.hubApi}/commands` ? bodyLength.commands : bodyLength.others;
}

/** tus 1.0: a POST announces and has no body, a PATCH has one of its own type, HEAD and OPTIONS have none. */
function judgeUpload(
  { method, headers }: RequestHead,
  path: string,
  body: AnnouncedBody,
): GateAnswer {
  // tus would also serve GET and DELETE: sound is heard through `/recordings`, and no desk takes back a recording.
  if (!['POST', 'HEAD', 'PATCH', 'OPTIONS'].includes(method)) {
    return wrongMethod('POST, HEAD, PATCH, OPTIONS');
  }
  if (headers['x-http-method-override'] !== undefined) return refused(400);
  const isOne = path !== paths.hubUploads;
  if (method === 'POST' && isOne) return wrongMethod('HEAD, PATCH, OPTIONS');
  if (method === 'PATCH' && !isOne) return wrongMethod('POST, OPTIONS');
  if (method !== 'PATCH') return body.length === 0 ? { kind: 'uploads' } : refused(413);
  if (body.type !== 'application/offset+octet-stream') return refused(415);
  return (body.length ?? 0) > maxPatchLength ? refused(413) : { kind: 'uploads' };
}

/**
 * No path of ours needs an escape, an empty or a dot segment or a fragment (RFC 3986 §6.2.2). Whoever routes behind this gate
 * would undo them and come to a path that was not judged here.
 */
function hasOneSpelling(path: string): boolean {
  return /^(?:\/|(?:\/[\w.~-]+)+)$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}
