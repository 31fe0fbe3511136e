import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { errorCodeOf } from '../shared/app-error.ts';
import { installLastResort } from '../shared/node/last-resort.ts';
import { createLogger } from '../shared/node/logger.ts';
import { keepFilesPrivate } from '../shared/node/private-files.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import { type Hub, createHub } from './hub.ts';
import { createSeed } from './seed/create-seed.ts';

/**
 * `node src/hub/cli.ts [--data DIR] [--port N] [--seed demo] [--accounts FILE]`. One JSON line on standard output once it answers;
 * log lines on standard error. SIGTERM and SIGINT close it; exit code 1 when it cannot start.
 */
const optionsSchema = z.strictObject({
  data: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  seed: z.enum(['demo']).optional(),
  /** See `makeOwnAccounts`. */
  accounts: z.string().min(1).optional(),
});

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.hotline/hub' },
    port: { type: 'string', default: '8700' },
    seed: { type: 'string' },
    accounts: { type: 'string' },
  },
});
keepFilesPrivate();
const logger = createLogger({});
let running: Hub | null = null;
installLastResort({
  process,
  logger,
  clock: systemClock,
  flush: async () => running?.close(),
});
try {
  const { data, port, seed, accounts } = optionsSchema.parse(values);
  const packageJson = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageJson));
  const hub = await createHub({
    dataFolder: resolve(data),
    port,
    version,
    clock: systemClock,
    logger,
    ...(seed ? { seed: createSeed(systemClock.now()) } : {}),
    ...(accounts ? { accountsFile: resolve(accounts) } : {}),
  });
  running = hub;
  closeOnSignal(hub);
  process.stdout.write(`${JSON.stringify({ event: 'hub.ready', url: hub.url })}\n`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  logger.error('hub.startFailed', { code: errorCodeOf(error), reason });
  process.exitCode = 1;
}

function closeOnSignal(hub: Hub): void {
  const stop = (): void => {
    hub.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error('hub.closeFailed', { reason: String(error) });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
