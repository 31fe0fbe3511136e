import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/websocket';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../shared/app-error.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { Logger } from '../../shared/logger.ts';
import { hangUp } from '../../shared/node/guard-server.ts';
import type { SignedIn } from '../services/auth/signed-in.ts';
import type { ApiContext } from './api-context.ts';
import type { createApiRouter } from './api-router.ts';
import { bearerToken } from './bearer-token.ts';
import { clientAddress } from './client-address.ts';
import { judgeFrame } from './frame-gate.ts';
import { toAppError } from './http-errors.ts';
import { maxApiBodyLength } from './request-gate.ts';

export interface SocketDeps {
  readonly router: ReturnType<typeof createApiRouter>;
  readonly logger: Logger;
  readonly authenticate: (accessToken: string | null) => Promise<SignedIn>;
  /** Asked again for each procedure: an open socket outlives its first access token as long as the desk refreshes. */
  readonly authenticateAgain: (sessionId: string) => Promise<SignedIn>;
}

/** The contract over WebSocket under `/ws`, for `changes.watch`. The token is asked for at the upgrade, as a header. */
export interface SocketHandler {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  close(): void;
}

export function createSocketHandler(deps: SocketDeps): SocketHandler {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxApiBodyLength });
  const handler = new RPCHandler<ApiContext>(deps.router);

  const serve = (webSocket: WebSocket, context: ApiContext): void => {
    // Stands for the socket before oRPC: an answer to somebody who has left is no failure.
    const peer = {
      addEventListener: () => undefined,
      send: (text: unknown) => {
        // Answers are JSON; the contract has no files.
        if (typeof text === 'string' && webSocket.readyState === webSocket.OPEN)
          webSocket.send(text);
      },
    };
    webSocket.on('error', (error: Error & { code?: string }) =>
      deps.logger.warn('socket.error', { code: error.code ?? null }),
    );
    webSocket.on('message', (data: Buffer, isBinary: boolean) => {
      const frame = judgeFrame(data, isBinary);
      if (frame.kind === 'refused') {
        deps.logger.warn('socket.refused', { reason: frame.reason, byteLength: data.byteLength });
        webSocket.close(frame.closeCode);
        return;
      }
      handler.message(peer, frame.text, { context }).catch((error: unknown) => {
        toAppError(error, deps.logger, 'socket');
      });
    });
    webSocket.on('close', () => handler.close(peer));
  };
  return {
    async upgrade(request, socket, head) {
      try {
        if (request.url !== paths.hubSocket) throw new AppError('hub.forbidden');
        // No browser comes here: whoever names an origin is a page of somebody else's (RFC 6455 §10.2).
        if (request.headers.origin !== undefined) throw new AppError('hub.forbidden');
        const { sessionId } = await deps.authenticate(bearerToken(request));
        if (socket.destroyed) return;
        const address = clientAddress(request);
        server.handleUpgrade(request, socket, head, (webSocket: WebSocket) =>
          serve(webSocket, { authenticate: () => deps.authenticateAgain(sessionId), address }),
        );
      } catch (error) {
        const { code } = toAppError(error, deps.logger, 'socket.upgrade');
        hangUp(socket, code === 'hub.sessionExpired' ? '401 Unauthorized' : '403 Forbidden');
      }
    },
    close() {
      // The HTTP server knows nothing of upgraded connections and would wait for them for ever.
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
