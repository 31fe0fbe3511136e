import type { Seed } from '../../../src/hub/seed/seed-store.ts';
import type { Host } from '../../../src/main/host.ts';
import type { HostDeps } from '../../../src/main/host/host-core.ts';
import { testPassword, testSeed } from '../hub-values.ts';
import { type RunningHub, startTestHub } from '../running-hub.ts';
import { openCuttableLine } from './cuttable-line.ts';
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
  options: {
    seed?: Seed;
    changes?: Partial<HostDeps>;
    /** The hub's address as `desk.json` says it, for a way that begins at this port; 127.0.0.1 itself when not given. */
    hubUrl?: (port: number) => Promise<string>;
    /** Of another desk, which also stops it. */
    hub?: RunningHub;
  } = {},
): Promise<DeskWithHub> {
  const hub = options.hub ?? (await startTestHub(options.seed ?? testSeed()));
  const line = await openCuttableLine(() => Number(new URL(hub.url()).port));
  const url = (await options.hubUrl?.(line.port)) ?? `http://127.0.0.1:${line.port}`;
  const directory = aDataDirectory({ hub: { url }, pbx: aPbxSection });
  let online = true;
  let host: Host;
  let pages: PageConnections;
  let desk: DeskClient;
  let watch: DeskWatch;
  const open = async () => {
    host = await startTestHost(directory, options.changes);
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
      line.setOn(next);
    },
    async restart() {
      await shut();
      await open();
    },
    async stop() {
      await shut();
      await line.close();
      if (!options.hub) await hub.stop();
      removeDirectory(directory);
    },
  };
}
