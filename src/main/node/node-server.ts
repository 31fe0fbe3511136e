import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer } from 'ws';
import type { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import {
  type DoorPage,
  enrolSchema,
  helloSchema,
  proveSchema,
} from '../../shared/contract/door.ts';
import type { Logger } from '../../shared/logger.ts';
import { describeError } from '../../shared/node/describe-error.ts';
import {
  drain,
  guardServer,
  guardedServerOptions,
  hangUp,
} from '../../shared/node/guard-server.ts';
import type { Host } from '../host.ts';
import { readBody } from '../http/read-body.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { streamOf } from '../http/stream-of.ts';
import { judgeHead, maxProofBytes } from './judge-head.ts';
import { createLaunchTokens } from './launch-tokens.ts';
import { type DoorVerdict, type LoopbackDoor, createLoopbackDoor } from './loopback-door.ts';
import { type PageGrants, createPageGrants } from './page-grants.ts';
import { type PageProofs, createPageProofs } from './page-proofs.ts';
import { refusedPage } from './refused-page.ts';
import { createRpcSockets } from './rpc-sockets.ts';

export interface NodeServer {
  readonly port: number;
  /** A URL that opens this page once, within seconds. */
  launchUrl(page: DoorPage): string;
  /** Takes the grants of all pages back and closes their connections: they must be launched anew. */
  revokePages(): void;
  close(): Promise<void>;
}

export interface NodeServerOptions {
  /** 0 = any free one. */
  readonly port: number;
  /** Where the grants of the open pages are kept. */
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Largest WebSocket message. The longest honest one is a list of 200 tickets going the other way. */
const maxPayloadBytes = 1024 * 1024;

/** A page on the same machine sends a chunk at once; whoever takes longer holds a socket for nothing. */
const requestLimitMs = 30_000;

/**
 * Serves a host on 127.0.0.1: pages and bytes by `handleRequest`, the two contracts over WebSocket, to pages that have proven
 * themselves. Rejects with the system's `EADDRINUSE` when the port is taken.
 */
export async function startNodeServer(host: Host, options: NodeServerOptions): Promise<NodeServer> {
  const { logger, clock } = options;
  const { monotonicMs } = clock;
  const server = createServer({ ...guardedServerOptions, requestTimeout: requestLimitMs });
  guardServer(server, logger);
  const port = await listen(server, options.port);
  const grants = createPageGrants(options.dataDirectory, {
    now: clock.now,
    onNotKept: (error) => logger.error('door.grantsNotKept', describeError(error)),
  });
  const proofs = createPageProofs({ port, grants, monotonicMs });
  const tokens = createLaunchTokens(monotonicMs);
  const door = createLoopbackDoor(port, { tokens, grants, proofs });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxPayloadBytes });
  const rpc = createRpcSockets(host, logger);
  server.on('request', (request, response) => {
    if (request.socket.destroyed) return;
    serve(request, response, { host, door, grants, proofs, port }).catch((error: unknown) => {
      logger.debug('door.answerCut', { error: String(error) });
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const admitted = door.admitUpgrade(request);
    if (admitted === null) return hangUp(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      rpc.serve(webSocket, admitted.page, () => grants.touch(admitted.grantId)),
    );
  });
  return {
    port,
    launchUrl: door.launchUrl,
    revokePages() {
      grants.revokeAll();
      for (const client of sockets.clients) client.close(1008);
    },
    async close() {
      for (const client of sockets.clients) client.close(1001);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Served {
  readonly host: Host;
  readonly door: LoopbackDoor;
  readonly grants: PageGrants;
  readonly proofs: PageProofs;
  readonly port: number;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  served: Served,
): Promise<void> {
  const verdict = served.door.judge(request);
  if (verdict.kind === 'refused')
    return refuse(request, response, 403, verdict.isPage ? refusedPage : '');
  const { method = '', url = '' } = request;
  const refusal = judgeHead({ method, target: url, headers: request.headers });
  if (refusal !== null) return refuse(request, response, refusal);
  if (verdict.kind === 'launch') return launch(response, verdict);
  if (verdict.kind === 'proof') return prove(request, response, { ...served, ...verdict });

  const answer = await served.host.handleRequest(toRequest(request, served.port));
  if (!request.complete) return refuse(request, response, answer.status);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null || request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(answer.body, response);
}

/** Answers, as a rule without a body, and hangs up: whatever is still on its way is not read. */
async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  page = '',
) {
  const type =
    page === '' ? {} : { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, { ...securityHeaders, ...type, connection: 'close' });
  response.end(request.method === 'HEAD' ? '' : page);
  await drain(request);
  // Pipelined requests share a socket: the first refusal ends it, and the client may have before.
  const { socket } = request;
  if (!socket.destroyed && !socket.writableEnded) socket.destroySoon();
}

/**
 * The page comes by a refresh and not by a redirect: a browser that was started on a file would take a redirect for a
 * foreign site's and keep the new `SameSite=Strict` cookie back.
 */
function launch(
  response: ServerResponse,
  { setCookie, location }: Extract<DoorVerdict, { kind: 'launch' }>,
): void {
  const headers = {
    'set-cookie': setCookie,
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
  };
  response.writeHead(200, { ...securityHeaders, ...headers });
  response.end(
    `<!doctype html><meta http-equiv="refresh" content="0;url=${location}"><title>坐席台</title>`,
  );
}

/** One step of the mutual proof; see `shared/contract/door.ts`. */
async function prove(
  request: IncomingMessage,
  response: ServerResponse,
  served: Served & Extract<DoorVerdict, { kind: 'proof' }>,
): Promise<void> {
  const { step, grant, grants, proofs, door } = served;
  const bytes = await readBody(streamOf(request), maxProofBytes);
  if (typeof bytes === 'string') return refuse(request, response, 413);
  const text = Buffer.from(bytes).toString('utf8');
  const done = (headers: Record<string, string> = {}) =>
    void response.writeHead(204, { ...securityHeaders, ...headers }).end();
  if (step === 'enrol') {
    const input = parse(enrolSchema, text);
    if (input === null || !grants.enrol(grant.grantId, input.key))
      return refuse(request, response, 403);
    return done();
  }
  if (step === 'hello') {
    const input = parse(helloSchema, text);
    const answer = input && proofs.hello(grant, input.pageNonce);
    if (answer === null) return refuse(request, response, 403);
    response.writeHead(200, { ...securityHeaders, 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
    return;
  }
  const input = parse(proveSchema, text);
  const session = input && proofs.prove(grant, input.hostNonce, input.proof);
  if (session === null) return refuse(request, response, 403);
  return done({ 'set-cookie': door.sessionCookie(grant.page, session) });
}

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function toRequest(request: IncomingMessage, port: number): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'cookie') headers.set(name, value);
  }
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const init = { method: request.method ?? 'GET', headers };
  const withBody = { ...init, body: streamOf(request), duplex: 'half' as const };
  return new Request(`http://127.0.0.1:${port}${request.url ?? '/'}`, hasBody ? withBody : init);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no TCP address'));
      else resolve(address.port);
    });
  });
}
