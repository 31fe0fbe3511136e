import type { Seed } from '../../../src/hub/services/plant-seed.ts';
import type { Host, HostDeps } from '../../../src/main/host.ts';
import { testPassword, testSeed } from '../hub-values.ts';
import { type RunningHub, startTestHub } from '../running-hub.ts';
import { freePort } from '../free-port.ts';
import { aDataDirectory, aPbxSection, removeDirectory, startTestHost } from './desk-host.ts';
import { type DeskWatch, watchDesk } from './desk-watch.ts';
import {
  type DeskClient,
  type PageConnections,
  type PhoneClient,
  messagePortPages,
} from './host-clients.ts';

/** One desk and one hub, both real, the way between them in the test's hand. */
export interface DeskWithHub {
  readonly hub: RunningHub;
  readonly directory: string;
  host(): Host;
  desk(): DeskClient;
  watch(): DeskWatch;
  phone(): Promise<{ client: PhoneClient; cut: () => void }>;
  signIn(workNo?: string): Promise<void>;
  /** The hub is away, or back. */
  setOnline(online: boolean): void;
  /** Opens a new host over the same data. `kill` leaves the old one as it is, as SIGKILL would. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDeskWithHub(
  options: { seed?: Seed; changes?: Partial<HostDeps> } = {},
): Promise<DeskWithHub> {
  const hub = await startTestHub(options.seed ?? testSeed());
  // A fixed address for the desk's configuration; requests go on to wherever the hub listens now.
  const alias = `http://127.0.0.1:${await freePort()}`;
  const directory = aDataDirectory({ hub: { url: alias }, pbx: aPbxSection });
  let online = true;
  const sockets = new Set<{ close(): void }>();
  const { openSocket } = await import('../../../src/main/node/open-socket.ts');
  const changes: Partial<HostDeps> = {
    fetch: async (input, init) => {
      if (!online) throw new TypeError('fetch failed');
      const request = new Request(input, init);
      const url = request.url.replace(alias, hub.url());
      const body = request.body === null ? {} : { body: await request.arrayBuffer() };
      const { method, headers, signal } = request;
      return fetch(url, { method, headers, signal, ...body });
    },
    openSocket: (url, headers) => {
      const target = online
        ? url.href.replace(alias.replace('http', 'ws'), hub.url().replace('http', 'ws'))
        : url.href;
      const socket = openSocket(new URL(target), headers);
      sockets.add(socket);
      return socket;
    },
    ...options.changes,
  };
  let host: Host;
  let pages: PageConnections;
  let desk: DeskClient;
  let watch: DeskWatch;
  const open = async () => {
    host = await startTestHost(directory, changes);
    pages = messagePortPages(host);
    desk = (await pages.desk()).client;
    watch = await watchDesk(desk);
  };
  const shut = async () => {
    await watch.stop();
    await pages.close();
    await host.close();
  };
  await open();
  return {
    hub,
    directory,
    host: () => host,
    desk: () => desk,
    watch: () => watch,
    phone: () => pages.phone(),
    async signIn(workNo = '1001') {
      await desk.session.signIn({ workNo, password: testPassword });
      await watch.until('replica', (state) => state.sync.replicaAt !== null || !online);
    },
    setOnline(next) {
      online = next;
      if (!next) for (const socket of sockets) socket.close();
      sockets.clear();
    },
    async restart() {
      await shut();
      await open();
    },
    async stop() {
      await shut();
      await hub.stop();
      removeDirectory(directory);
    },
  };
}
