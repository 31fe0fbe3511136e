import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../shared/app-error.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SignedIn } from '../services/auth/signed-in.ts';
import type { ApiContext } from './api-context.ts';
import { maxApiBodyLength } from './api-handler.ts';
import type { createApiRouter } from './api-router.ts';
import { bearerToken } from './bearer-token.ts';
import { clientAddress } from './client-address.ts';
import { toAppError } from './http-errors.ts';

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
  return {
    async upgrade(request, socket, head) {
      const onError = (): void => {
        socket.destroy();
      };
      socket.on('error', onError);
      try {
        if (request.url !== paths.hubSocket) throw new AppError('hub.forbidden');
        const { sessionId } = await deps.authenticate(bearerToken(request));
        socket.off('error', onError);
        server.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
          webSocket.on('error', (error) =>
            deps.logger.warn('hub.socketError', { kind: error.name }),
          );
          const address = clientAddress(request);
          const context = { authenticate: () => deps.authenticateAgain(sessionId), address };
          handler.upgrade(webSocket, { context }).catch((error: unknown) => {
            toAppError(error, deps.logger, 'socket');
          });
        });
      } catch (error) {
        const { code } = toAppError(error, deps.logger, 'socket.upgrade');
        const status = code === 'hub.sessionExpired' ? '401 Unauthorized' : '403 Forbidden';
        socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      }
    },
    close() {
      // The HTTP server knows nothing of upgraded connections and would wait for them for ever.
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
