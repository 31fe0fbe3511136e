import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLogger } from '../../shared/node/logger.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import { createHost } from '../host.ts';
import { argon2Hasher } from '../services/session/argon2-hasher.ts';
import { createFileKeyVault } from './file-key-vault.ts';
import { readBuildId, readVersion } from './build-facts.ts';
import { demoAccounts } from './demo-accounts.ts';
import { configuredPort } from './configured-port.ts';
import { readDoorKey } from './door-key.ts';
import { startNodeServer } from './node-server.ts';
import { openSocket } from './open-socket.ts';
import { systemTimers } from './system-timers.ts';

/**
 * The browser host: `main.ts --data DIR [--port N] [--pages DIR] [--demo]`. Prints one JSON line on standard output when
 * it is ready; that line is the only place where launch tokens appear. SIGTERM and SIGINT end it cleanly.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    pages: { type: 'string', default: resolve(import.meta.dirname, '../../../dist/renderer') },
    demo: { type: 'boolean', default: false },
  },
});

async function run(dataDirectory: string): Promise<void> {
  const logger = createLogger({});
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const host = await createHost({
    dataDirectory,
    pagesDirectory: resolve(values.pages),
    storeWorker: new URL('../storage/store-worker.ts', import.meta.url),
    migrationsDirectory: resolve(import.meta.dirname, '../storage/migrations'),
    keyVault: createFileKeyVault(dataDirectory),
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
      version: readVersion(),
      buildId: readBuildId(values.pages),
      notifications: 'page',
      demoAccounts: values.demo ? demoAccounts : null,
    },
  });
  const port = values.port === undefined ? configuredPort(dataDirectory) : Number(values.port);
  const server = await startNodeServer(host, {
    port,
    cookieKey: readDoorKey(dataDirectory),
    logger,
  });
  const stop = async () => {
    await server.close();
    await host.close();
    logger.info('host.stopped');
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  logger.info('host.ready', { port: server.port, failure: host.failure });
  const ready = {
    event: 'host.ready',
    port: server.port,
    deskUrl: server.launchUrl('desk'),
    phoneUrl: server.launchUrl('phone'),
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

if (values.data === undefined) fail('main.ts: --data DIR is required');
run(resolve(values.data)).catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  fail(
    taken
      ? '端口已被占用：本机可能已经打开了一个坐席台。请先关闭它，或在 desk.json 中改用另一个端口。'
      : String(error),
  );
});
