import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Host, createHost } from '../../../src/main/host.ts';
import { createFileKeyVault } from '../../../src/main/node/file-key-vault.ts';
import { openSocket, systemTimers } from '../../../src/main/system/system-parts.ts';
import {
  type HostDeps,
  type PasswordHasher,
  developmentBuildId,
} from '../../../src/main/host/host-core.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { silentLogger } from '../silent-logger.ts';

/** Quick instead of hard; the real one is tested by itself. */
const plainHasher: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
};

export const sourcePlaces = {
  storeWorker: new URL('../../../src/main/storage/store-worker.ts', import.meta.url),
  migrationsDirectory: resolve(import.meta.dirname, '../../../src/main/storage/migrations'),
};

/** A folder for one desk's data, with a configuration file when one is given. */
export function aDataDirectory(config: unknown = null): string {
  const directory = mkdtempSync(join(tmpdir(), 'desk-test-'));
  if (config !== null) {
    const text = typeof config === 'string' ? config : JSON.stringify(config);
    writeFileSync(join(directory, 'desk.json'), text);
  }
  return directory;
}

export function removeDirectory(directory: string): void {
  if (existsSync(directory)) rmSync(directory, { recursive: true, force: true });
}

/** A real host on real storage, with test doubles only where asked for. */
export function startTestHost(
  dataDirectory: string,
  changes: Partial<HostDeps> = {},
): Promise<Host> {
  return createHost({
    dataDirectory,
    pagesDirectory: join(dataDirectory, 'pages'),
    ...sourcePlaces,
    keyVault: createFileKeyVault(dataDirectory),
    hasher: plainHasher,
    clock: systemClock,
    timers: systemTimers,
    logger: silentLogger,
    newId: randomUUID,
    random: () => 0,
    fetch,
    openSocket,
    freeBytes: async () => 1e12,
    undoMs: 0,
    info: {
      version: 'test',
      buildId: developmentBuildId,
      notifications: 'page',
      dataFolder: dataDirectory,
      logFile: join(dataDirectory, 'desk.log'),
      demoAccounts: null,
    },
    ...changes,
  });
}

/** A PBX section that is complete. */
export const aPbxSection = {
  serverUrl: 'wss://pbx.test.invalid/ws',
  domain: 'pbx.test.invalid',
  extension: '8001',
  secret: 'a test secret',
};
