import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '../logger.ts';

/**
 * Time-outs of a listening HTTP port, for `createServer`. The whole request has none: an upload over a slow line lasts as
 * long as it lasts, and who reads a body limits the time of that body.
 */
export const guardedServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 0,
  connectionsCheckingInterval: 1000,
  // Longer than a proxy keeps its own (nginx: 60 s): the side that closes first must be the one that asks.
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16 * 1024,
} satisfies ServerOptions;

/** No byte in either direction for so long: the other side is gone. Not for upgraded sockets, see there. */
const silentMs = 120_000;

const badRequests: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Requests of one connection that may wait for their answers. Browsers, desks and proxies wait for one before they ask the next. */
const maxWaiting = 8;

/**
 * Makes sure that nothing which happens to a connection of `server` can end the process: every socket has an error listener
 * from its first moment (also after an upgrade, when Node takes its own away), what is no HTTP is answered and hung up, a
 * failure to accept one more connection is logged; a connection that asks on and on without waiting is cut, before thousands
 * of its requests are worked on in one turn. Call it before `listen` and before anybody else listens for requests; who does
 * leaves out those whose socket is destroyed.
 */
export function guardServer(server: Server, logger: Logger): void {
  server.timeout = silentMs;
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
  });
  const waiting = new WeakMap<Socket, number>();
  const count = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    const now = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, now);
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    if (now > maxWaiting) socket.destroy();
  };
  server.on('request', count);
  server.on('checkContinue', count);
  server.on('clientError', (error: Error & { code?: string }, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    hangUp(socket, badRequests[error.code ?? ''] ?? '400 Bad Request');
  });
  server.on('error', (error: Error & { code?: string }) => {
    logger.error('server.failed', { code: error.code ?? null });
  });
}

/** How long a refused client has to read why. */
const lingerMs = 1000;

/** Answers on a bare socket (an upgrade, something that is no HTTP) and ends it for good. */
export function hangUp(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** Bytes of the rest of a refused request that are read and thrown away, so that the answer arrives before the reset. */
const maxDrained = 4 * 1024 * 1024;

/**
 * Reads away what a refused client still sends, for a moment: a socket closed with unread bytes is reset, and the client would
 * never see why. Resolves when the request has ended, after 1 s, or after 4 MiB.
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let length = 0;
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, lingerMs);
    request.on('data', (bytes: Buffer) => {
      length += bytes.byteLength;
      if (length > maxDrained) done();
    });
    request.once('end', done);
    request.once('close', done);
    request.once('error', done);
  });
}
