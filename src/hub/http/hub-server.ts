import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SignedIn } from '../services/auth/signed-in.ts';
import { guardServer, guardedServerOptions } from '../../shared/node/guard-server.ts';
import type { ApiHandler } from './api-handler.ts';
import { bearerToken } from './bearer-token.ts';
import { clientAddress } from './client-address.ts';
import { endAnswer, sendError, toAppError } from './http-errors.ts';
import { readBody } from './read-body.ts';
import { judgeRequest } from './request-gate.ts';
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

/**
 * The hub's one HTTP server: `/api`, `/ws`, `/uploads`, `/recordings`; anything else is 404. No CORS: no pages come here.
 * Each request is judged by its head first; bodies of procedures are read here, counted, and handed on whole.
 */
export function createHubServer(deps: HubServerDeps): Server {
  const server = createServer(guardedServerOptions);
  guardServer(server, deps.logger);
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.setHeader('x-content-type-options', 'nosniff');
    answer(deps, request, response).catch((error: unknown) =>
      sendError(response, toAppError(error, deps.logger, 'http')),
    );
  };
  server.on('request', onRequest);
  // `Expect: 100-continue` is judged before the other side is told to go on.
  server.on('checkContinue', onRequest);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
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
  const { method = '', url: target = '', headers } = request;
  const gate = judgeRequest({ method, target, headers });
  if (gate.kind === 'refused') {
    const allow = gate.allow === undefined ? {} : { allow: gate.allow };
    return endAnswer(response, { status: gate.status, headers: { ...allow, connection: 'close' } });
  }
  const token = bearerToken(request);
  if (gate.kind === 'api') return answerApi(deps, request, { response, token, gate });
  const signedIn = await deps.authenticate(token);
  if (headers.expect !== undefined) response.writeContinue();
  if (gate.kind === 'uploads') return deps.uploads(request, response, signedIn);
  return deps.sound({ request, response, signedIn });
}

interface ApiExchange {
  readonly response: ServerResponse;
  readonly token: string | null;
  readonly gate: { readonly maxLength: number };
}

async function answerApi(
  deps: HubServerDeps,
  request: IncomingMessage,
  { response, token, gate }: ApiExchange,
): Promise<void> {
  const { method = '', url: target = '' } = request;
  if (request.headers.expect !== undefined) response.writeContinue();
  const read = await readBody(request, gate.maxLength);
  if ('failure' in read) {
    if (read.failure !== null) await endAnswer(response, { status: read.failure });
    return;
  }
  const context = {
    authenticate: () => deps.authenticate(token),
    address: clientAddress(request),
  };
  const answered = await deps.api({ method, target, body: read.bytes }, context);
  const { status, contentType, body } = answered ?? { status: 404, contentType: '', body: '' };
  await endAnswer(response, {
    status,
    headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    body,
  });
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
