import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hub, createHub } from '../../src/hub/hub.ts';
import type { Seed } from '../../src/hub/seed/seed-store.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { LogFields, Logger } from '../../src/shared/logger.ts';
import { testSeed } from './hub-values.ts';

/** A clock that the test moves. */
interface HandClock extends Clock {
  advance(ms: number): void;
}

function createHandClock(start = Date.UTC(2026, 5, 12, 8)): HandClock {
  let at = start;
  return {
    now: () => at,
    monotonicMs: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** A hub on a free port with its data in a temporary folder. */
export interface RunningHub {
  url(): string;
  readonly clock: HandClock;
  readonly dataFolder: string;
  readonly log: { readonly event: string; readonly fields: LogFields }[];
  /** What the disk probe answers. */
  disk: { freeBytes: number };
  /** Closes the hub and opens it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestHub(
  seed: Seed = testSeed(),
  /** Puts into the data folder what the hub shall find there. */
  prepare: (dataFolder: string) => void = () => {},
): Promise<RunningHub> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hub-test-'));
  prepare(dataFolder);
  const clock = createHandClock();
  const log: RunningHub['log'] = [];
  const disk = { freeBytes: 1e12 };
  const open = (): Promise<Hub> =>
    createHub({
      dataFolder,
      port: 0,
      version: 'test',
      lookWorker: new URL('../../src/hub/archive/segment-look-worker.ts', import.meta.url),
      clock,
      logger: createLogInto(log),
      seed,
      freeBytes: async () => disk.freeBytes,
      pagesFolder: join(dataFolder, 'pages'),
    });
  let hub = await open();
  return {
    url: () => hub.url,
    clock,
    dataFolder,
    log,
    disk,
    async restart() {
      await hub.close();
      hub = await open();
    },
    async stop() {
      await hub.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function createLogInto(log: RunningHub['log']): Logger {
  const write = (event: string, fields: LogFields = {}) => {
    log.push({ event, fields });
  };
  const logger: Logger = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    child: () => logger,
  };
  return logger;
}
