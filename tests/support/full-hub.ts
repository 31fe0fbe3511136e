import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub } from '../../src/hub/hub.ts';
import { createSeed } from '../../src/hub/seed/create-seed.ts';
import { createLogger } from '../../src/shared/node/logger.ts';
import { systemClock } from '../../src/shared/node/system-clock.ts';

/** A hub with the demonstration data whose disk is full until `makeRoom`. */
export interface FullHub {
  readonly url: string;
  log(): string;
  makeRoom(): void;
  remove(): Promise<void>;
}

export async function startFullHub(): Promise<FullHub> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hotline-full-hub-'));
  let free = 0;
  let log = '';
  const stream = {
    write(line: string) {
      log += line;
    },
  };
  const hub = await createHub({
    dataFolder,
    port: 0,
    version: 'test',
    lookWorker: new URL('../../src/hub/archive/segment-look-worker.ts', import.meta.url),
    clock: systemClock,
    logger: createLogger({ stream }),
    seed: createSeed(systemClock.now()),
    freeBytes: async () => free,
  });
  return {
    url: hub.url,
    log: () => log,
    makeRoom() {
      free = 1e12;
    },
    async remove() {
      await hub.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
