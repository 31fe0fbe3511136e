import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { errorCodeOf } from '../shared/app-error.ts';
import { readCommandLine, runCommand, sentenceOf } from '../shared/node/command-line.ts';
import { installLastResort } from '../shared/node/last-resort.ts';
import type { Logger } from '../shared/logger.ts';
import { createLogger } from '../shared/node/logger.ts';
import { keepFilesPrivate } from '../shared/node/private-files.ts';
import { trustSystemCertificates } from '../shared/node/system-certificates.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import { type Hub, createHub } from './hub.ts';
import { createSeed } from './seed/create-seed.ts';

/**
 * `node src/hub/cli.ts [--data DIR] [--port N] [--seed demo] [--page-origin URL] [--accounts FILE]`. One JSON line on standard output once it answers;
 * log lines on standard error. SIGTERM and SIGINT close it; exit code 1 when it cannot start, 2
 * when it was called wrongly.
 */
const wrongPort = '应为 0 至 65535 的整数';
const optionsSchema = z.strictObject({
  data: z.string().min(1, '请指明目录'),
  port: z
    .string()
    .regex(/^\d{1,5}$/, wrongPort)
    .transform(Number)
    .refine((port) => port <= 65_535, wrongPort),
  seed: z.enum(['demo'], '只有 demo 一种').optional(),
  'page-origin': z
    .url({ protocol: /^https?$/, error: '应为网址，如 https://hub.example' })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** See `makeOwnAccounts`. */
  accounts: z.string().min(1, '请指明文件').optional(),
});

let running: Hub | null = null;

await runCommand(async () => {
  const { values } = readCommandLine({
    name: 'npm run hub',
    what: '启动中心服务器：工单、知识、录音归档和坐席都在这里',
    options: {
      data: {
        type: 'string',
        default: '.hotline/hub',
        value: '目录',
        help: '数据目录，默认 .hotline/hub',
      },
      port: { type: 'string', default: '8700', value: '端口', help: '监听端口，默认 8700' },
      seed: { type: 'string', value: 'demo', help: '新服务器写入演示数据；不要用于真实业务' },
      'page-origin': {
        type: 'string',
        value: '网址',
        help: '经办人员打开经办页面的网址，如 https://hub.example；只在本机打开时不用写',
      },
      accounts: {
        type: 'string',
        value: '文件',
        help: '新服务器生成账号和密码，写入这个只有本账号能读的文件',
      },
    },
    example: '--data /srv/hotline-hub --port 8700',
  });
  await start(optionsSchema.parse(values));
});

async function start({
  data,
  port,
  seed,
  accounts,
  'page-origin': pageOrigin,
}: z.infer<typeof optionsSchema>): Promise<void> {
  keepFilesPrivate();
  const logger = createLogger({});
  if (!trustSystemCertificates()) logger.warn('certificates.systemNotTrusted');
  installLastResort({ process, logger, clock: systemClock, flush: async () => running?.close() });
  try {
    const packageJson = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageJson));
    const hub = await createHub({
      dataFolder: resolve(data),
      port,
      version,
      lookWorker: new URL('./archive/segment-look-worker.ts', import.meta.url),
      judgingWorker: new URL('./areas/knowledge/judging-worker.ts', import.meta.url),
      clock: systemClock,
      logger,
      ...(seed ? { seed: createSeed(systemClock.now()) } : {}),
      pagesFolder: fileURLToPath(new URL('../../dist/renderer/', import.meta.url)),
      ...(pageOrigin ? { pageOrigin } : {}),
      ...(accounts ? { accountsFile: resolve(accounts) } : {}),
    });
    running = hub;
    closeOnSignal(hub, logger);
    process.stdout.write(`${JSON.stringify({ event: 'hub.ready', url: hub.url })}\n`);
  } catch (error) {
    // For whoever reads the journal; `runCommand` tells whoever sits before it.
    logger.error('hub.startFailed', { code: errorCodeOf(error), reason: sentenceOf(error) });
    throw error;
  }
}

function closeOnSignal(hub: Hub, logger: Logger): void {
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
