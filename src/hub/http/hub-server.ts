import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { AppError } from '../../shared/app-error.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SignedIn } from '../services/auth/signed-in.ts';
import type { ApiHandler } from './api-handler.ts';
import { bearerToken } from './bearer-token.ts';
import { clientAddress } from './client-address.ts';
import { sendError, toAppError } from './http-errors.ts';
import type { SocketHandler } from './socket-handler.ts';
import type { UploadHandler } from './upload-handler.ts';

export interface HubServerDeps {
  readonly logger: Logger;
  readonly authenticate: (accessToken: string | null) => Promise<SignedIn>;
  readonly api: ApiHandler;
  readonly uploads: UploadHandler;
  readonly sound: (exchange: {
    request: IncomingMessage;
    response: ServerResponse;
    signedIn: SignedIn;
  }) => Promise<void>;
  readonly socket: SocketHandler;
}

/** The hub's one HTTP server: `/api`, `/ws`, `/uploads`, `/recordings`; anything else is 404. No CORS: no pages come here. */
export function createHubServer(deps: HubServerDeps): Server {
  const server = createServer((request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    answer(deps, request, response).catch((error: unknown) => {
      sendError(response, toAppError(error, deps.logger, 'http'));
    });
  });
  server.on('upgrade', (request, socket, head) => {
    deps.socket.upgrade(request, socket, head).catch((error: unknown) => {
      toAppError(error, deps.logger, 'upgrade');
      socket.destroy();
    });
  });
  return server;
}

async function answer(
  deps: HubServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  const token = bearerToken(request);
  if (isBelow(url, paths.hubApi)) {
    const address = clientAddress(request);
    const context = { authenticate: () => deps.authenticate(token), address };
    if (await deps.api(request, response, context)) return;
  } else if (isBelow(url, paths.hubUploads)) {
    await deps.uploads(request, response, await deps.authenticate(token));
    return;
  } else if (isBelow(url, '/recordings')) {
    await deps.sound({ request, response, signedIn: await deps.authenticate(token) });
    return;
  }
  if (!response.headersSent) response.writeHead(404).end();
}

function isBelow(url: string, path: string): boolean {
  return url === path || url.startsWith(`${path}/`);
}

/** Listens on 127.0.0.1; resolves with the port. Rejects when it is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new AppError('ipc.internal', { detail: 'no TCP address' }));
        return;
      }
      resolve(address.port);
    });
  });
}

/** Stops listening and cuts what is still open. */
export async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
