import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { createFileKeyVault } from '../../src/main/node/file-key-vault.ts';
import { createChineseWords } from '../../src/shared/node/search/chinese-words.ts';
import { readMigrations } from '../../src/main/storage/migrate.ts';
import { openDatabase } from '../../src/main/storage/open-database.ts';
import { createTrainingPbx } from '../../src/training/training-pbx.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { figureOf, print } from './figure.ts';
import { fillStore } from './full-store.ts';

const starts = 5;
const main = join(import.meta.dirname, '../../src/main/node/main.ts');
const migrationsFolder = join(import.meta.dirname, '../../src/main/storage/migrations');
/** After `host.ready`: all threads have loaded what they need at once. */
const settledMs = 5000;

/** A start of the host alone, over an empty store and over `--tickets` (1,000,000), and one of the whole desk. */
export async function run({
  tickets = '1000000',
}: Readonly<Record<string, string>>): Promise<void> {
  await measureHost(0);
  await measureHost(Number(tickets));
  await measureDesk();
}

/** Process start to `host.ready`, of the host alone over so many tickets, and what it then holds of the machine's memory. */
async function measureHost(tickets: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-start-'));
  try {
    const key = await createFileKeyVault(folder).deskKey();
    const file = join(folder, 'desk.db');
    const { db } = openDatabase({
      file,
      key,
      migrations: readMigrations(migrationsFolder),
      now: 0,
    });
    if (tickets > 0) fillStore(db, createChineseWords(), { ticketCount: tickets });
    db.close();
    const [ready, cpu, memory]: [number[], number[], number[]] = [[], [], []];
    for (let index = 0; index < starts; index += 1) {
      const begun = performance.now();
      const host = spawn(process.execPath, [main, '--data', folder, '--port', '0'], {
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      await once(createInterface(host.stdout), 'line');
      ready.push(performance.now() - begun);
      const used = readFileSync(`/proc/${host.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      // Hundredths of a second, in the program and in the kernel for it.
      cpu.push((Number(used[11]) + Number(used[12])) * 10);
      await setTimeout(settledMs);
      const status = readFileSync(`/proc/${host.pid}/status`, 'utf8');
      memory.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
      const exited = once(host, 'exit');
      host.kill('SIGTERM');
      await exited;
    }
    print(figureOf('start.host', 'ms', ready, { tickets, limitMs: 2000 }));
    print(figureOf('start.hostCpu', 'ms', cpu, { tickets }));
    print(figureOf('start.hostMemory', 'MB', memory, { tickets }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Process start to registered: host process, browser and both pages begin from nothing on a desk whose agent is signed
 * in already (as after a crash or a restart of the PC); until the PBX has accepted the REGISTER.
 */
async function measureDesk(): Promise<void> {
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
  let registeredAt = 0;
  const pbx = await createTrainingPbx({
    logger: silentLogger,
    clock,
    onTrace: (way, text) => {
      if (way === 'out' && text.startsWith('SIP/2.0 200') && /^CSeq: *\d+ REGISTER/im.test(text)) {
        registeredAt = performance.now();
      }
    },
  });
  const secret = randomUUID();
  pbx.addAccount({ extension: '1001', secret });
  const stack = await startStack({
    pbx: { serverUrl: pbx.url, domain: pbx.domain, extension: '1001', secret },
  });
  try {
    await stack.signIn();
    await stack.agent().untilReady(60_000);
    const samples: number[] = [];
    for (let index = 0; index < starts; index += 1) {
      let begunAt = 0;
      await stack.crashAll(() => {
        begunAt = performance.now();
        registeredAt = 0;
      });
      await until('the registration', () => registeredAt > 0, 60_000);
      samples.push(registeredAt - begunAt);
    }
    print(figureOf('start', 'ms', samples));
  } finally {
    await stack.stop();
    await pbx.close();
  }
}
