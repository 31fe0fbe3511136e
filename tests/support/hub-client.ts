import { randomBytes, randomUUID } from 'node:crypto';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { WebSocket } from 'ws';
import { fromWireError } from '../../src/shared/contract/base.ts';
import type { HubSession } from '../../src/shared/contract/session/schemas.ts';
import { hubContract } from '../../src/shared/contract/areas.ts';
import { contractHeader, contractNumber } from '../../src/shared/contract/since.ts';
import { deskIdOf, deskKeyPair } from '../../src/shared/node/desk-key-pair.ts';
import { testPassword } from './hub-values.ts';

export type HubClient = ContractRouterClient<typeof hubContract>;

/** The contract over HTTP, as a desk that knows `contract` of it. */
export function hubClient(
  url: string,
  accessToken: string | null = null,
  contract = contractNumber,
): HubClient {
  const token = accessToken === null ? {} : { authorization: `Bearer ${accessToken}` };
  return hubClientFrom(url, { [contractHeader]: String(contract), ...token });
}

/** The contract over WebSocket. Rejects with the HTTP status when the upgrade is refused. */
export async function hubSocketClient(
  url: string,
  headers: Record<string, string>,
): Promise<{ client: HubClient; close: () => void }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_, response) =>
      reject(new Error(String(response.statusCode))),
    );
    socket.once('error', reject);
  });
  // `ws` sockets are what oRPC needs of a browser's; their event types differ in name only.
  const link = new RPCLink({ websocket: socket as never });
  return { client: createORPCClient<HubClient>(link), close: () => socket.terminate() };
}

export interface SignedInDesk {
  readonly deskId: string;
  readonly session: HubSession;
  readonly client: HubClient;
  readonly token: string;
}

/** Signs in a test user at a new desk, or at the one given. */
export async function signInAt(
  url: string,
  workNo: string,
  deskId: string = randomUUID(),
): Promise<SignedInDesk> {
  const session = await hubClient(url).auth.signIn({ workNo, password: testPassword, deskId });
  const token = session.accessToken;
  return { deskId, session, token, client: hubClient(url, token) };
}

/** The code a call fails with; fails itself when the call succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return fromWireError(error).code;
  }
  throw new Error('the call was expected to fail');
}

/** A desk with a key of its own: its id follows from the key, unless an older id is given. */
export interface KeyedDesk {
  readonly deskId: string;
  prove(
    hub: HubClient,
    act: 'signIn' | 'refresh',
    workNo: string,
  ): Promise<{ publicKey: string; challenge: string; signature: string }>;
}

export function aKeyedDesk(oldId: string | null = null): KeyedDesk {
  const pair = deskKeyPair(randomBytes(32));
  const deskId = oldId ?? deskIdOf(pair.publicKey);
  return {
    deskId,
    async prove(hub, act, workNo) {
      const { challenge } = await hub.auth.challenge({ deskId, workNo });
      const signature = pair.sign({ act, deskId, workNo, challenge });
      return { publicKey: pair.publicKey, challenge, signature };
    },
  };
}

/** Signs in at a desk that proves its key; `headers` may say through a proxy where it is. */
export async function signInProven(
  url: string,
  workNo: string,
  options: { desk?: KeyedDesk; password?: string; headers?: Record<string, string> } = {},
): Promise<SignedInDesk> {
  const { desk = aKeyedDesk(), password = testPassword, headers = {} } = options;
  const hub = hubClientFrom(url, headers);
  const proof = await desk.prove(hub, 'signIn', workNo);
  const { deskId } = desk;
  const session = await hub.auth.signIn({ workNo, password, deskId, proof });
  const token = session.accessToken;
  return { deskId, session, token, client: hubClient(url, token) };
}

/** The contract over HTTP with no other request headers than these. */
export function hubClientFrom(url: string, headers: Record<string, string>): HubClient {
  return createORPCClient<HubClient>(new OpenAPILink(hubContract, { url: `${url}/api`, headers }));
}
