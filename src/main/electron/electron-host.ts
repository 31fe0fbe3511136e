import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../../shared/logger.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import { type Host, createHost } from '../host.ts';
import { developmentBuildId } from '../phone-router.ts';
import { argon2Hasher } from '../services/session/argon2-hasher.ts';
import { readTextIfThere } from '../storage/atomic-file.ts';
import type { ElectronApi } from './electron-api.ts';
import { openSocket } from './open-socket.ts';
import { createSafeStorageVault } from './safe-storage-vault.ts';
import { systemTimers } from './system-timers.ts';

/** Where the build put what the host needs, see `tools/build`. */
export interface BuiltFiles {
  readonly pagesDirectory: string;
  readonly storeWorkerFile: string;
  readonly migrationsDirectory: string;
}

/** The host with Electron's key vault and the system's clock, timers and network. Never rejects for a bad disk or key. */
export function createElectronHost(
  { app, safeStorage }: Pick<ElectronApi, 'app' | 'safeStorage'>,
  files: BuiltFiles,
  logger: Logger,
): Promise<Host> {
  const dataDirectory = app.getPath('userData');
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  return createHost({
    dataDirectory,
    pagesDirectory: files.pagesDirectory,
    storeWorker: pathToFileURL(files.storeWorkerFile),
    migrationsDirectory: files.migrationsDirectory,
    keyVault: createSafeStorageVault({ safeStorage, platform: process.platform, dataDirectory }),
    hasher: argon2Hasher,
    clock: systemClock,
    timers: systemTimers,
    logger,
    newId: randomUUID,
    random: Math.random,
    fetch,
    openSocket,
    async freeBytes() {
      const { bavail, bsize } = await statfs(dataDirectory);
      return bavail * bsize;
    },
    info: {
      version: app.getVersion(),
      buildId:
        readTextIfThere(join(files.pagesDirectory, 'build-id.txt'))?.trim() || developmentBuildId,
      notifications: 'host',
      demoAccounts: null,
    },
  });
}
