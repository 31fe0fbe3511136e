import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { isCallRunning } from '../../shared/domain/calls/call.ts';
import { installLastResort } from '../../shared/node/last-resort.ts';
import { createLogger } from '../../shared/node/logger.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import { keepFilesPrivate } from '../../shared/node/private-files.ts';
import { type Host, createHost } from '../host.ts';
import { createBackground } from '../host/background.ts';
import { readBuildId, readVersion } from '../system/build-facts.ts';
import { demoAccounts } from '../system/demo-accounts.ts';
import { systemParts } from '../system/system-parts.ts';
import { createFileKeyVault } from './file-key-vault.ts';
import { type NodeServer, startNodeServer } from './node-server.ts';
import { parseDeskConfig } from '../config/desk-config.ts';
import { readConfigText } from '../../shared/node/read-config-text.ts';

/**
 * The browser host: `main.ts --data DIR [--port N] [--pages DIR] [--hub URL] [--demo]`. Speaks JSON lines on standard output:
 * `host.ready`, `host.launch`, `host.revoked`, `host.calls`. The first two are the only places where launch tokens appear. SIGTERM
 * and SIGINT end it cleanly.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    hub: { type: 'string' },
    pages: { type: 'string', default: resolve(import.meta.dirname, '../../../dist/renderer') },
    demo: { type: 'boolean', default: false },
  },
});

async function run(dataDirectory: string): Promise<void> {
  keepFilesPrivate();
  const logger = createLogger({});
  /** Brings the chunks that are on their way to the disk there; nothing to do before there is a host. */
  let close = async (): Promise<void> => {};
  installLastResort({ process, logger, clock: systemClock, flush: () => close() });
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const host = await createHost({
    dataDirectory,
    embeddedHubUrl: values.hub ?? null,
    pagesDirectory: resolve(values.pages),
    storeWorker: new URL('../storage/store-worker.ts', import.meta.url),
    migrationsDirectory: resolve(import.meta.dirname, '../storage/migrations'),
    keyVault: createFileKeyVault(dataDirectory),
    ...systemParts(dataDirectory, logger),
    logger,
    info: {
      version: readVersion(),
      buildId: readBuildId(values.pages),
      notifications: 'page',
      dataFolder: dataDirectory,
      // Standard error goes there, see `startService`.
      logFile: join(dataDirectory, 'desk.log'),
      demoAccounts: values.demo ? demoAccounts : null,
    },
  });
  const port = values.port === undefined ? configuredPort(dataDirectory) : Number(values.port);
  const server = await startNodeServer(host, {
    port,
    dataDirectory,
    clock: systemClock,
    logger,
  });
  close = async () => {
    await server.close();
    await host.close();
  };
  const stop = async () => {
    await close();
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
  print(ready);
  answerLauncher(server);
  createBackground(logger)('tellLauncherOfCalls', () => tellLauncherOfCalls(host));
}

/** Tells whether a call runs: at once, and whenever the first call begins or the last one has ended. */
async function tellLauncherOfCalls({ controls }: Host): Promise<void> {
  let told: boolean | null = null;
  for await (const event of controls.watch(new AbortController().signal)) {
    if (event.kind !== 'state') continue;
    const running = isCallRunning(event.state.phone.calls);
    if (running !== told) print({ event: 'host.calls', running });
    told = running;
  }
}

/**
 * A line `desk` or `phone` on standard input asks for one more launch URL of that page; `revoke` takes all pages' grants
 * back, as at the end of the desk.
 */
function answerLauncher({ launchUrl, revokePages }: NodeServer): void {
  createInterface({ input: process.stdin }).on('line', (order) => {
    if (order === 'desk' || order === 'phone')
      print({ event: 'host.launch', page: order, url: launchUrl(order) });
    if (order === 'revoke') {
      revokePages();
      print({ event: 'host.revoked' });
    }
  });
}

function print(message: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

// A launcher that has died reads no more; the desk and its call go on.
process.stdout.on('error', () => {});

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

/** Always the same, because a new port is a new origin: microphone permission and page storage would be lost. */
const defaultPort = 17_820;

/** `desk.port` of `desk.json`, else the fixed default. A faulty file is told about later, by the host. */
function configuredPort(dataDirectory: string): number {
  try {
    return (
      parseDeskConfig(readConfigText(join(dataDirectory, 'desk.json'))).desk.port ?? defaultPort
    );
  } catch {
    return defaultPort;
  }
}
