import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  createServer,
  request as httpRequest,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type Socket, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';

export interface OfficeProxyOptions {
  /** Port of the hub on 127.0.0.1; it may move. */
  readonly target: () => number;
  /** Path under which the hub is mounted, as `/hotline`; everything else is the office's own 404. */
  readonly prefix?: string;
  /** Cuts a WebSocket over which nothing has come or gone for so long. */
  readonly idleMs?: number;
  /** Answers over TLS. */
  readonly tls?: SecureContextOptions;
  /** What becomes of a `Location` on its way to the desk. As it is when not given. */
  readonly rewriteLocation?: (location: string) => string;
}

/** The office's reverse proxy. */
export interface OfficeProxy {
  /** `https://localhost:PORT/prefix`, without a slash at the end; `http://127.0.0.1:…` without TLS. */
  readonly url: string;
  readonly port: number;
  /** `METHOD path` of each request as the desk sent it, upgrades as `UPGRADE path`, idle sockets as `IDLE-CUT`. */
  readonly log: string[];
  close(): Promise<void>;
}

/** A reverse proxy with the habits of office proxies: a path, TLS of its own, no patience with idle sockets. */
export async function startOfficeProxy(options: OfficeProxyOptions): Promise<OfficeProxy> {
  const { target, prefix = '', tls } = options;
  const log: string[] = [];
  const sockets = new Set<Duplex>();
  const inside = (url: string) =>
    url === prefix || url.startsWith(`${prefix}/`) ? url.slice(prefix.length) || '/' : null;
  const pass: RequestListener = (incoming, outgoing) => {
    const url = incoming.url ?? '/';
    const path = inside(url);
    log.push(`${incoming.method} ${url}`);
    if (path === null) {
      incoming.resume();
      outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<html>404 Not Found</html>');
      return;
    }
    const { method, headers } = incoming;
    const onward = httpRequest(
      { host: '127.0.0.1', port: target(), method, path, headers },
      (answer) => {
        const { location } = answer.headers;
        const moved =
          location === undefined
            ? {}
            : { location: options.rewriteLocation?.(location) ?? location };
        outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...moved });
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
  const server: Server = tls ? createTlsServer(tls, pass) : createServer(pass);
  server.on('connection', (socket: Socket) => keep(socket, sockets));
  server.on('upgrade', (incoming, socket, head) => {
    keep(socket, sockets);
    const path = inside(incoming.url ?? '/');
    log.push(`UPGRADE ${incoming.url}`);
    if (path === null) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    const onward = connect(target(), '127.0.0.1', () => {
      onward.write(`GET ${path} HTTP/1.1\r\n${headerLines(incoming)}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    keep(onward, sockets);
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    if (options.idleMs !== undefined) {
      onward.setTimeout(options.idleMs, () => {
        log.push('IDLE-CUT');
        onward.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}${prefix}`,
    port,
    log,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function keep(socket: Duplex, sockets: Set<Duplex>): void {
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
}

function headerLines({ rawHeaders }: IncomingMessage): string {
  const lines: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines.join('\r\n');
}
