import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { paths } from '../../shared/contract/http-paths.ts';
import type { Logger } from '../../shared/logger.ts';
import { guardServer, guardedServerOptions, hangUp } from '../../shared/node/guard-server.ts';
import type { Host } from '../host.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { streamOf } from '../http/stream-of.ts';
import type { RpcContext } from '../rpc-errors.ts';
import { createLaunchTokens } from './launch-tokens.ts';
import { type LoopbackDoor, createLoopbackDoor } from './loopback-door.ts';

export interface NodeServer {
  readonly port: number;
  /** A URL that opens this page once. */
  launchUrl(page: 'desk' | 'phone'): string;
  close(): Promise<void>;
}

/** Largest WebSocket message. The longest honest one is a list of 200 tickets going the other way. */
const maxPayloadBytes = 1024 * 1024;

/** A page on the same machine sends a chunk at once; whoever takes longer holds a socket for nothing. */
const requestLimitMs = 30_000;

/**
 * Serves a host on 127.0.0.1: pages and bytes by `handleRequest`, the two contracts over WebSocket. `port: 0` takes any
 * free one. Rejects with the system's `EADDRINUSE` when the port is taken.
 */
export async function startNodeServer(
  host: Host,
  options: { port: number; cookieKey: Uint8Array; logger: Logger },
): Promise<NodeServer> {
  const server = createServer({ ...guardedServerOptions, requestTimeout: requestLimitMs });
  guardServer(server, options.logger);
  const port = await listen(server, options.port);
  const door = createLoopbackDoor(port, createLaunchTokens(options.cookieKey));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxPayloadBytes });
  const handlers = {
    [paths.rpcDesk]: new RPCHandler<RpcContext>(host.deskRouter),
    [paths.rpcPhone]: new RPCHandler<RpcContext>(host.phoneRouter),
  };
  const connect = (socket: WebSocket, path: keyof typeof handlers) => {
    const connectionId = randomUUID();
    socket.on('error', (error) =>
      options.logger.warn('door.socketError', { error: error.message }),
    );
    socket.on('close', () => host.connectionClosed(connectionId));
    void handlers[path].upgrade(socket, { context: { connectionId } });
  };
  server.on('request', (request, response) => {
    serve(request, response, { host, door, port }).catch((error: unknown) => {
      options.logger.debug('door.answerCut', { error: String(error) });
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0];
    const isRpc = path === paths.rpcDesk || path === paths.rpcPhone;
    if (!isRpc || !door.admitsUpgrade(request)) {
      hangUp(socket, '403 Forbidden');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => connect(webSocket, path));
  });
  return {
    port,
    launchUrl: door.launchUrl,
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

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { host, door, port }: { host: Host; door: LoopbackDoor; port: number },
): Promise<void> {
  const verdict = door.judge(request);
  if (verdict.kind === 'refused') {
    response.writeHead(403, securityHeaders).end();
    return;
  }
  if (verdict.kind === 'launch') {
    const headers = {
      'set-cookie': verdict.setCookie,
      location: verdict.location,
      'cache-control': 'no-store',
    };
    response.writeHead(303, { ...securityHeaders, ...headers }).end();
    return;
  }
  const answer = await host.handleRequest(toRequest(request, port));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null || request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(answer.body, response);
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
