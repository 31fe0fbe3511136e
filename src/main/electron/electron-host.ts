import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../../shared/logger.ts';
import { type Host, createHost } from '../host.ts';
import { readBuildId } from '../system/build-facts.ts';
import { demoAccounts } from '../system/demo-accounts.ts';
import type { ElectronApi } from './electron-api.ts';
import { createSafeStorageVault } from './safe-storage-vault.ts';
import { systemParts } from '../system/system-parts.ts';

/** Where the build put what the host needs, see `tools/build`. */
export interface BuiltFiles {
  readonly pagesDirectory: string;
  readonly storeWorkerFile: string;
  readonly migrationsDirectory: string;
  /** Where the logger writes. */
  readonly logFile: string;
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
    embeddedHubUrl: app.commandLine.getSwitchValue('hub') || null,
    pagesDirectory: files.pagesDirectory,
    storeWorker: pathToFileURL(files.storeWorkerFile),
    migrationsDirectory: files.migrationsDirectory,
    keyVault: createSafeStorageVault({ safeStorage, platform: process.platform, dataDirectory }),
    ...systemParts(dataDirectory, logger),
    logger,
    info: {
      version: app.getVersion(),
      buildId: readBuildId(files.pagesDirectory),
      notifications: 'host',
      dataFolder: dataDirectory,
      logFile: files.logFile,
      demoAccounts: app.commandLine.hasSwitch('demo') ? demoAccounts : null,
    },
  });
}
