import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { getContractRouter, isContractProcedure } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { hubContract } from '../../shared/contract/areas.ts';
import {
  asKnownTo,
  contractHeader,
  contractNumber,
  contractNumberOf,
} from '../../shared/contract/since.ts';
import type { HubAddress } from '../../shared/contract/hub-address.ts';
import type { HubClient, HubSocket, HubTransport, OpenSocket } from './hub-client.ts';
import { hubError } from './hub-errors.ts';

/** A hub that does not answer a call within this is treated as away. */
const callLimitMs = 15_000;
const openLimitMs = 10_000;

/** A redirect is no answer of a hub: neither password nor token follows it. */
export function createHubTransport(deps: {
  readonly address: HubAddress;
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
}): HubTransport {
  const { address } = deps;
  /** Of the hub that answered last. */
  let contract = 0;
  const headersOf = (token: string | null) => ({
    [contractHeader]: String(contractNumber),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  });
  return {
    client: (token) =>
      createORPCClient<HubClient>(
        new OpenAPILink(hubContract, {
          url: address.api,
          headers: headersOf(token),
          fetch: async (request, init) => {
            const limits = { redirect: 'error', signal: withLimit(request.signal) } as const;
            const response = ofHub(await deps.fetch(request, { ...init, ...limits }));
            const said = response.headers.get(contractHeader);
            if (response.status < 500) contract = contractNumberOf(said);
            return response;
          },
          interceptors: [
            ({ next, path, input, ...options }) =>
              next({ ...options, path, input: knownInput(contract, path, input) }),
          ],
        }),
      ),
    contract: () => contract,
    async watchChanges(token, signal) {
      const socket = deps.openSocket(new URL(address.socket), headersOf(token));
      signal.addEventListener('abort', () => socket.close(), { once: true });
      await opened(socket);
      const client = createORPCClient<HubClient>(new RPCLink({ websocket: socket }));
      // Closing the socket ends the watch. Given the signal, oRPC would write to the closed socket, uncaught.
      return client.changes.watch();
    },
  };
}

/** What a hub of this contract knows of an input. A command is never made less: it waits for a hub that knows all of it. */
function knownInput(contract: number, path: readonly string[], input: unknown): unknown {
  const procedure = getContractRouter(hubContract, path);
  if (!isContractProcedure(procedure) || path.join('.') === 'commands.submit') return input;
  const { inputSchema } = procedure['~orpc'];
  return inputSchema instanceof z.ZodType ? asKnownTo(contract, inputSchema, input) : input;
}

/** A hub answers in JSON or with nothing. What else has a page: a website, or a proxy (5xx) before a hub that is away. */
function ofHub(response: Response): Response {
  const { status, headers, body } = response;
  const isJson = /^application\/json\b/i.test(headers.get('content-type') ?? '');
  if (isJson || body === null || headers.get('content-length') === '0') return response;
  void body.cancel().catch(() => {});
  throw new AppError(status < 500 ? 'hub.notAHub' : 'hub.unreachable', {
    detail: `status ${status}, no JSON`,
  });
}

function withLimit(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(callLimitMs)]);
}

function opened(socket: HubSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(openLimitMs);
    const fail = () => {
      socket.close();
      reject(new AppError('hub.unreachable', { detail: 'WebSocket did not open' }));
    };
    limit.addEventListener('abort', fail, { once: true });
    socket.addEventListener('error', (event) => {
      socket.close();
      reject(hubError('error' in event ? event.error : null));
    });
    socket.addEventListener('close', fail);
    socket.addEventListener('open', () => {
      limit.removeEventListener('abort', fail);
      resolve();
    });
  });
}
