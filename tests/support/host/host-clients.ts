import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { WebSocket } from 'ws';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Host } from '../../../src/main/host.ts';
import { type NodeServer, startNodeServer } from '../../../src/main/node/node-server.ts';
import type { deskHostContract } from '../../../src/shared/contract/areas.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import type { phoneHostContract } from '../../../src/shared/contract/phone-host.ts';
import type { AppError } from '../../../src/shared/app-error.ts';
import { type DoorPage, doorPaths, proofText } from '../../../src/shared/contract/door.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { aDataDirectory, removeDirectory } from './desk-host.ts';
import { silentLogger } from '../silent-logger.ts';

export type DeskClient = ContractRouterClient<typeof deskHostContract>;
export type PhoneClient = ContractRouterClient<typeof phoneHostContract>;

/** Two pages on one host, over one kind of connection. */
export interface PageConnections {
  desk(): Promise<{ client: DeskClient; cut: () => void }>;
  phone(): Promise<{ client: PhoneClient; cut: () => void }>;
  close(): Promise<void>;
}

/** As in Electron: one MessageChannel per page. */
export function messagePortPages(host: Host): PageConnections {
  const cuts: (() => void)[] = [];
  const connect = (page: 'desk' | 'phone') => {
    const { port1, port2 } = new MessageChannel();
    const connectionId = randomUUID();
    const context = { connectionId };
    if (page === 'desk') new RPCHandler(host.deskRouter).upgrade(port1, { context });
    else new RPCHandler(host.phoneRouter).upgrade(port1, { context });
    port1.on('close', () => host.connectionClosed(connectionId));
    port1.start();
    port2.start();
    const cut = () => {
      port1.close();
      port2.close();
    };
    cuts.push(cut);
    return { link: new MessagePortLink({ port: port2 }), cut };
  };
  return {
    async desk() {
      const { link, cut } = connect('desk');
      return { client: createORPCClient<DeskClient>(link), cut };
    },
    async phone() {
      const { link, cut } = connect('phone');
      return { client: createORPCClient<PhoneClient>(link), cut };
    },
    async close() {
      for (const cut of cuts) cut();
    },
  };
}

/** As in the browser: through the loopback door. */
export async function socketPages(host: Host): Promise<PageConnections & { server: NodeServer }> {
  const dataDirectory = aDataDirectory();
  const server = await startNodeServer(host, {
    port: 0,
    dataDirectory,
    clock: systemClock,
    logger: silentLogger,
  });
  const connect = (page: 'desk' | 'phone') => openByUrl(server.launchUrl(page));
  return {
    server,
    async desk() {
      const { link, cut } = await connect('desk');
      return { client: createORPCClient<DeskClient>(link), cut };
    },
    async phone() {
      const { link, cut } = await connect('phone');
      return { client: createORPCClient<PhoneClient>(link), cut };
    },
    async close() {
      await server.close();
      removeDirectory(dataDirectory);
    },
  };
}

/** A page as the launcher opens it, with its key: everything but a browser. */
export interface LaunchedPage {
  readonly page: DoorPage;
  readonly origin: string;
  /** The grant's cookie alone. */
  readonly grantCookie: string;
  /** Proves host and page to each other; the cookies of a proven page. Throws when either is refused. */
  prove(): Promise<string>;
}

/** Swaps a launch token for a grant and leaves a key, as the page's script does. */
export async function launchPage(launchUrl: string): Promise<LaunchedPage> {
  const { origin, port, searchParams } = new URL(launchUrl);
  const page = searchParams.get('page') === 'phone' ? 'phone' : 'desk';
  const grantCookie = cookieIn(await fetch(launchUrl, { redirect: 'manual' }));
  const key = randomBytes(32);
  const post = async (path: string, body: unknown) => {
    const headers = { origin, cookie: grantCookie, 'content-type': 'application/json' };
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  };
  await post(doorPaths.enrol(page), { key: key.toString('base64url') });
  return {
    page,
    origin,
    grantCookie,
    async prove() {
      const pageNonce = randomBytes(32).toString('base64url');
      const hello = await post(doorPaths.hello(page), { pageNonce });
      const { hostNonce, proof }: { hostNonce: string; proof: string } = await hello.json();
      const sign = (side: 'host' | 'page') =>
        createHmac('sha256', key)
          .update(proofText(side, { page, port: Number(port), pageNonce, hostNonce }))
          .digest('base64url');
      if (proof !== sign('host')) throw new Error('not our host');
      const proved = await post(doorPaths.prove(page), { hostNonce, proof: sign('page') });
      return `${grantCookie}; ${cookieIn(proved)}`;
    },
  };
}

function cookieIn(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** The cookies of a page that was launched and has proven itself. */
async function openDoor(launchUrl: string): Promise<string> {
  return (await launchPage(launchUrl)).prove();
}

/** Opens a page's connection by a launch URL, as the launched page does. */
export async function openByUrl(launchUrl: string) {
  const { origin, host, searchParams } = new URL(launchUrl);
  const cookie = await openDoor(launchUrl);
  const socket = new WebSocket(`ws://${host}/rpc/${searchParams.get('page')}`, {
    headers: { origin, cookie },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  // `ws` sockets are what oRPC needs of a browser's; their event types differ in name only.
  const link = new SocketLink({ websocket: socket as never });
  return { link, origin, cookie, cut: () => socket.terminate() };
}

/** What a call fails with; fails itself when the call succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    return fromWireError(error);
  }
  throw new Error('the call was expected to fail');
}
