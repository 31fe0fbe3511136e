import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '../../shared/app-error.ts';
import { contractHeader, contractNumber } from '../../shared/contract/since.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SignedIn } from '../areas/session/authenticate.ts';
import { guardServer, guardedServerOptions } from '../../shared/node/guard-server.ts';
import { parseCallText } from '../../shared/node/parse-call-text.ts';
import type { ApiHandler } from './api-handler.ts';
import { clientAddress } from './client-address.ts';
import { bearerToken, deskContractOf } from './guards.ts';
import { endAnswer, sendError, hubFailure } from './http-errors.ts';
import type { Limiters } from './limiters.ts';
import type { OpenDoor } from './open-door.ts';
import { gateProblem, problemAnswer } from './open-problem.ts';
import { readBody } from './read-body.ts';
import type { Pages } from './pages.ts';
import { judgeRequest } from './request-gate.ts';
import type { SocketHandler } from './socket-handler.ts';
import { busyError } from './socket-peer.ts';
import type { UploadHandler } from './upload-handler.ts';

export interface HubServerDeps {
  readonly logger: Logger;
  readonly limiters: Limiters;
  readonly authenticate: (accessToken: string | null, address: string) => Promise<SignedIn>;
  readonly api: ApiHandler;
  readonly uploads: UploadHandler;
  readonly sound: (exchange: {
    request: IncomingMessage;
    response: ServerResponse;
    signedIn: SignedIn;
  }) => Promise<void>;
  readonly exported: (exchange: {
    request: IncomingMessage;
    response: ServerResponse;
    signedIn: SignedIn;
  }) => Promise<void>;
  readonly open: OpenDoor;
  readonly socket: SocketHandler;
  readonly pages: Pages;
}

/**
 * The hub's one HTTP server: `/api`, `/ws`, `/uploads`, `/recordings`, `/exports`, `/open/v1` for programs of others, and the hub's pages; anything else is 404. No CORS.
 * Each request is judged by its head first; bodies of procedures are read here, counted, and handed on whole.
 */
export function createHubServer(deps: HubServerDeps): Server {
  const server = createServer(guardedServerOptions);
  guardServer(server, deps.logger);
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.socket.destroyed) return;
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader(contractHeader, String(contractNumber));
    answer(deps, request, response).catch((error: unknown) =>
      sendError(response, hubFailure(error, deps.logger, 'http')),
    );
  };
  server.on('request', onRequest);
  // `Expect: 100-continue` is judged before the other side is told to go on.
  server.on('checkContinue', onRequest);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    deps.socket.upgrade(request, socket, head).catch((error: unknown) => {
      hubFailure(error, deps.logger, 'upgrade');
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
  const gate = judgeRequest(
    { method, target, headers },
    deps.pages.origins(request.socket.localPort),
  );
  if (gate.kind === 'refused') {
    const allow = gate.allow === undefined ? {} : { allow: gate.allow };
    const problem = target.startsWith('/open/') ? gateProblem(gate.status) : null;
    if (problem) {
      const told = problemAnswer(problem);
      return endAnswer(response, {
        ...told,
        headers: { ...told.headers, ...allow, connection: 'close' },
      });
    }
    return endAnswer(response, { status: gate.status, headers: { ...allow, connection: 'close' } });
  }
  const address = clientAddress(request);
  if (gate.kind === 'open') {
    const enterStranger = () => enterAsStranger(deps, address, request);
    const { maxLength } = gate;
    const exchange = { request, response, address, maxLength, enterAsStranger: enterStranger };
    return deps.open(exchange);
  }
  const token = bearerToken(request);
  const caller = token === null ? null : await known(deps, token, address);
  const leave = caller ? enterAsUser(deps, caller) : enterAsStranger(deps, address, request);
  if (!leave) return caller ? endBusy(deps, response, caller) : endAway(response);
  response.once('close', leave);
  if (response.destroyed) leave();
  if (gate.kind === 'page') return deps.pages.serve(target, response);
  if (gate.kind === 'api') return answerApi(deps, request, { response, address, caller, gate });
  if (!caller) throw new AppError('hub.sessionExpired');
  if (headers.expect !== undefined) response.writeContinue();
  if (gate.kind === 'uploads') return deps.uploads(request, response, caller);
  if (gate.kind === 'export') return deps.exported({ request, response, signedIn: caller });
  return deps.sound({ request, response, signedIn: caller });
}

/** What a user may have at once and in a second; `null` when it is too much. */
function enterAsUser({ limiters }: HubServerDeps, { user }: SignedIn): (() => void) | null {
  const { calls, callRate, answerBytes } = limiters.user;
  const hasBytes = answerBytes.waitMs(user.userId) === 0;
  return hasBytes && callRate.take(user.userId) ? calls.enter(user.userId) : null;
}

/** The same for those nobody knows, by address: they share nothing with the desks behind the same one. */
function enterAsStranger(
  { limiters }: HubServerDeps,
  address: string,
  request: IncomingMessage,
): (() => void) | null {
  const { requestRate, requests, bodies } = limiters.address;
  if (!requestRate.take(address)) return null;
  const enter = () => requests.enter(address);
  const leave = enter() ?? (bodies.cutOldest(address) ? enter() : null);
  if (leave) bodies.add(address, request, leave);
  return leave;
}

/** Without a code: also a desk that knows none takes a plain 503 for an absent hub, and signs in without it. */
function endAway(response: ServerResponse): Promise<void> {
  return endAnswer(response, { status: 503, headers: { 'retry-after': '5' } });
}

interface ApiExchange {
  readonly response: ServerResponse;
  readonly address: string;
  readonly caller: SignedIn | null;
  readonly gate: { readonly maxLength: number; readonly isOpen: boolean };
}

async function answerApi(
  deps: HubServerDeps,
  request: IncomingMessage,
  { response, address, caller, gate }: ApiExchange,
): Promise<void> {
  const { method = '', url: target = '' } = request;
  if (request.headers.expect !== undefined) response.writeContinue();
  // Of a stranger no body is read: the procedure says so to an empty one just as well.
  const mayRead = gate.isOpen || caller !== null;
  const read = mayRead ? await readBody(request, gate.maxLength) : { bytes: Buffer.alloc(0) };
  if ('failure' in read) {
    if (read.failure !== null) await endAnswer(response, { status: read.failure });
    return;
  }
  if (read.bytes.byteLength > 0) await checkCall(read.bytes);
  const token = bearerToken(request);
  const deskContract = deskContractOf(request);
  const context = {
    authenticate: () => deps.authenticate(token, address),
    address,
    deskContract,
  };
  const answered = await deps.api({ method, target, body: read.bytes }, context);
  const { status, contentType, body } = answered ?? { status: 404, contentType: '', body: '' };
  if (caller) deps.limiters.user.answerBytes.take(caller.user.userId, body.length);
  await endAnswer(response, {
    status,
    headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    body,
  });
}

/** What is no call is refused before oRPC takes it apart. Throws `input.invalid`, late: reading it was the most work in it. */
async function checkCall(body: Buffer): Promise<void> {
  try {
    parseCallText(body.toString('utf8'));
  } catch (cause) {
    await setTimeout(busyPauseMs);
    throw new AppError('input.invalid', { cause });
  }
}

/** Who this is; `null` for a stranger, who is told so by the procedure. */
async function known(
  deps: HubServerDeps,
  token: string,
  address: string,
): Promise<SignedIn | null> {
  try {
    return await deps.authenticate(token, address);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Who asks again at once would keep the hub busy with refusals. */
const busyPauseMs = 250;

async function endBusy(
  { limiters }: HubServerDeps,
  response: ServerResponse,
  { user }: SignedIn,
): Promise<void> {
  const leave = limiters.user.refusals.enter(user.userId);
  if (!leave) {
    response.destroy();
    return;
  }
  await setTimeout(busyPauseMs);
  leave();
  await endAnswer(response, {
    status: busyError.status,
    headers: { 'content-type': 'application/json', 'retry-after': '5' },
    body: JSON.stringify(busyError),
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
