import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Logger } from '../../shared/logger.ts';
import { drain, guardServer, guardedServerOptions } from '../../shared/node/guard-server.ts';
import { type SipConnection, createSipConnection } from './connection.ts';

/** The WebSocket door of the PBX (RFC 7118): loopback only, path `/ws`, sub-protocol `sip`. */
export interface SipServer {
  readonly port: number;
  /** Cuts every open socket; returns how many. */
  dropAll(): number;
  /** Closes sockets politely, cuts those that do not follow, and stops listening. */
  close(): Promise<void>;
}

export interface SipServerEvents {
  readonly onMessage: (text: string, connection: SipConnection) => void;
  readonly onClosed: (connection: SipConnection) => void;
  readonly onTrace: (way: 'in' | 'out', text: string) => void;
}

export const loopback = '127.0.0.1';
const maxMessageBytes = 65_536;
const politeMs = 300;

/** Listens on `port` (0 = a free one). Rejects with Node's error when the port is taken. */
export async function listenForSip(
  port: number,
  events: SipServerEvents,
  logger: Logger,
): Promise<SipServer> {
  // There is nothing to read here: whatever is no upgrade is refused before its body comes.
  const http = createServer(guardedServerOptions);
  guardServer(http, logger);
  http.on('request', (request, response) => {
    if (request.socket.destroyed) return;
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
    void drain(request).then(() => {
      // Pipelined requests share a socket: the first refusal ends it, and the client may have before.
      const { socket } = request;
      if (!socket.destroyed && !socket.writableEnded) socket.destroySoon();
    });
  });
  const server = new WebSocketServer({
    server: http,
    path: '/ws',
    maxPayload: maxMessageBytes,
    // One message at a time and then the next phone's: a flood of one leaves the others their turn.
    allowSynchronousEvents: false,
    // RFC 7118 §4: without the sub-protocol there is no SIP on this socket.
    verifyClient: ({ req }: { req: IncomingMessage }) => offersSip(req),
    handleProtocols: () => 'sip',
  });
  // It repeats what the guard has logged, and what `once` below rejects with.
  server.on('error', () => {});
  http.listen(port, loopback);
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');

  const connections = new Set<SipConnection>();
  let count = 0;
  server.on('connection', (socket) => {
    count += 1;
    const connection: SipConnection = createSipConnection(count, socket, {
      onMessage(text) {
        events.onTrace('in', text);
        try {
          events.onMessage(text, connection);
        } catch (error) {
          // A message that breaks us costs its sender the socket, not everybody the training.
          const kind = error instanceof Error ? error.name : typeof error;
          logger.error('training.messageFailed', { kind });
          connection.drop();
        }
      },
      onSend: (text) => events.onTrace('out', text),
      onClose() {
        connections.delete(connection);
        events.onClosed(connection);
      },
    });
    connections.add(connection);
  });

  return {
    port: address.port,
    dropAll() {
      const open = [...connections].filter((connection) => connection.isOpen());
      for (const connection of open) connection.drop();
      return open.length;
    },
    async close() {
      const closed = new Promise<void>((done) => http.close(() => done()));
      for (const socket of server.clients) socket.close(1001);
      const cut = setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
        http.closeAllConnections();
      }, politeMs);
      await closed;
      clearTimeout(cut);
      server.close();
    },
  };
}

function offersSip(request: IncomingMessage): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((protocol) => protocol.trim() === 'sip');
}
