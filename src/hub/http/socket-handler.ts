import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/websocket';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../shared/app-error.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { Logger } from '../../shared/logger.ts';
import { hangUp } from '../../shared/node/guard-server.ts';
import type { SignedIn } from '../areas/session/authenticate.ts';
import { type ApiContext, type ApiRouter, bearerToken, deskContractOf } from './guards.ts';
import { clientAddress } from './client-address.ts';
import { hubFailure } from './http-errors.ts';
import type { Limiters } from './limiters.ts';
import { hubLimits } from './limits.ts';
import { servePeer } from './socket-peer.ts';

export interface SocketDeps {
  readonly router: ApiRouter;
  readonly logger: Logger;
  readonly limiters: Limiters;
  readonly authenticate: (accessToken: string | null, address: string) => Promise<SignedIn>;
  /** Asked again for each procedure: an open socket outlives its first access token as long as the desk refreshes. */
  readonly authenticateAgain: (sessionId: string, address: string) => Promise<SignedIn>;
  /** Has this session ended for good? Asked with each ping. */
  readonly isOver: (sessionId: string) => Promise<boolean>;
}

/** The contract over WebSocket under `/ws`, for `changes.watch`. The token is asked for at the upgrade, as a header. */
export interface SocketHandler {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Closes the sockets of a session that was signed out. */
  endSession(sessionId: string): void;
  close(): void;
}

interface Open {
  readonly sessionId: string;
  readonly userId: string;
  isAnswering: boolean;
}

/** Of the private range (RFC 6455 §7.4.2): the session of this socket is over. */
const sessionOverCode = 4401;

export function createSocketHandler(deps: SocketDeps): SocketHandler {
  const maxPayload = hubLimits.bodyLength.commands;
  const server = new WebSocketServer({ noServer: true, maxPayload });
  const handler = new RPCHandler<ApiContext>(deps.router);
  const open = new Map<WebSocket, Open>();
  const pings = setInterval(() => {
    for (const [webSocket, state] of open) void lookAt(deps, webSocket, state);
  }, hubLimits.socket.pingMs);
  pings.unref();

  const accept = (webSocket: WebSocket, caller: Caller): void => {
    const { signedIn, address, deskContract, leave } = caller;
    const { sessionId, user } = signedIn;
    const state = { sessionId, userId: user.userId, isAnswering: true };
    const own = [...open].filter(([, other]) => other.userId === user.userId);
    if (own.length >= hubLimits.user.sockets) own[0]?.[0].terminate();
    open.set(webSocket, state);
    webSocket.on('pong', () => {
      state.isAnswering = true;
    });
    webSocket.on('error', (error: Error & { code?: string }) =>
      deps.logger.warn('socket.error', { code: error.code ?? null }),
    );
    webSocket.on('close', () => {
      open.delete(webSocket);
      leave();
    });
    const context = {
      authenticate: () => deps.authenticateAgain(sessionId, address),
      address,
      deskContract,
    };
    serveContract(deps, handler, { webSocket, context, userId: user.userId });
  };
  return {
    async upgrade(request, socket, head) {
      try {
        const caller = await letIn(deps, request);
        if (socket.destroyed) return caller.leave();
        server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, caller));
        // ws has refused the handshake by itself.
        if (socket.destroyed || socket.writableEnded) caller.leave();
      } catch (error) {
        const { code } = hubFailure(error, deps.logger, 'socket.upgrade');
        hangUp(socket, statusLines[code] ?? '403 Forbidden');
      }
    },
    endSession(sessionId) {
      for (const [webSocket, state] of open) {
        if (state.sessionId === sessionId) webSocket.close(sessionOverCode);
      }
    },
    close() {
      clearInterval(pings);
      // The HTTP server knows nothing of upgraded connections and would wait for them for ever.
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

const statusLines: Readonly<Record<string, string>> = {
  'hub.sessionExpired': '401 Unauthorized',
  'hub.busy': '503 Service Unavailable',
};

interface Caller {
  readonly signedIn: SignedIn;
  readonly address: string;
  readonly deskContract: number;
  /** Lets go of the place that the socket takes. */
  readonly leave: () => void;
}

async function letIn(deps: SocketDeps, request: IncomingMessage): Promise<Caller> {
  if (request.url !== paths.hubSocket) throw new AppError('hub.forbidden');
  // No browser comes here: whoever names an origin is a page of somebody else's (RFC 6455 §10.2).
  if (request.headers.origin !== undefined) throw new AppError('hub.forbidden');
  const address = clientAddress(request);
  const signedIn = await deps.authenticate(bearerToken(request), address);
  const leave = deps.limiters.address.sockets.enter(address);
  if (!leave) throw new AppError('hub.busy');
  return { signedIn, address, deskContract: deskContractOf(request), leave };
}

function serveContract(
  { logger, limiters }: SocketDeps,
  handler: RPCHandler<ApiContext>,
  peer: {
    readonly webSocket: WebSocket;
    readonly context: ApiContext;
    readonly userId: string;
  },
): void {
  const { webSocket, context, userId } = peer;
  const { callRate, answerBytes } = limiters.user;
  let sendText = async (_text: string): Promise<void> => undefined;
  // What oRPC takes for the socket. Answers are JSON: the contract has no files.
  const facade = {
    addEventListener: () => undefined,
    send: async (text: unknown) => {
      if (typeof text === 'string') await sendText(text);
    },
  };
  webSocket.on('close', () => handler.close(facade));
  servePeer(webSocket, {
    logger,
    handle: async (text, send) => {
      sendText = send;
      try {
        await handler.message(facade, text, { context });
      } catch (error) {
        hubFailure(error, logger, 'socket');
      }
    },
    mayCall: () => {
      const waitMs = Math.max(callRate.waitMs(userId), answerBytes.waitMs(userId));
      if (waitMs === 0) callRate.take(userId);
      return waitMs;
    },
    onAnswer: (byteLength) => void answerBytes.take(userId, byteLength),
  });
}

/** Ends a socket whose other side does not answer (half open, asleep, or not reading) or whose session is over; pings the rest. */
async function lookAt(deps: SocketDeps, webSocket: WebSocket, state: Open): Promise<void> {
  if (!state.isAnswering) {
    webSocket.terminate();
    return;
  }
  try {
    if (await deps.isOver(state.sessionId)) {
      webSocket.close(sessionOverCode);
      return;
    }
  } catch (error) {
    hubFailure(error, deps.logger, 'socket.look');
  }
  state.isAnswering = false;
  if (webSocket.readyState === webSocket.OPEN) webSocket.ping();
}
