import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createFileKeyVault } from '../../src/main/node/file-key-vault.ts';
import { createChineseWords } from '../../src/shared/node/search/chinese-words.ts';
import { readMigrations } from '../../src/main/storage/migrate.ts';
import { openDatabase } from '../../src/main/storage/open-database.ts';
import { createTrainingPbx } from '../../src/training/training-pbx.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { startStack } from '../support/stack.ts';
import { type Figure, figureOf, print, round } from './figure.ts';
import { callerKey, fillStore } from './full-store.ts';
import { installPageTaps, readTaps, untilMarks } from './page-taps.ts';

/** With so few the same calls are made first: what they take grows by little until `--tickets`. */
const smallCount = 10_000;
const migrationsFolder = join(import.meta.dirname, '../../src/main/storage/migrations');
const calls = 101;
/** Before each call, so that it finds the desk as a citizen does: at rest, not busy with the sign-in or the end of the last one. */
const pauseMs = 1000;
const limitMs = 50;

/**
 * INVITE received to ticket painted, with 10,000 and with `--tickets` (1,000,000) tickets in the local store, by real calls through both
 * pages; `growth` = p99 of the many over that of the few.
 */
export async function run({
  tickets = '1000000',
}: Readonly<Record<string, string>>): Promise<void> {
  const few = await measure(smallCount);
  print({ ...few.warm, ratio: round(few.warm.p99 / limitMs) });
  const many = await measure(Number(tickets));
  const growth = round(many.warm.p99 / few.warm.p99);
  print({ ...many.warm, ratio: round(many.warm.p99 / limitMs), growth });
  // The first call after the pages were opened runs code that the browser has not compiled yet.
  print(many.first);
}

async function measure(
  tickets: number,
): Promise<{ readonly warm: Figure; readonly first: Figure }> {
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
  const pbx = await createTrainingPbx({ logger: silentLogger, clock });
  const secret = randomUUID();
  pbx.addAccount({ extension: '1001', secret });
  const stack = await startStack({
    pbx: { serverUrl: pbx.url, domain: pbx.domain, extension: '1001', secret },
    prepareDesk: (deskFolder) => fill(deskFolder, tickets),
    tap: installPageTaps,
  });
  try {
    await stack.signIn();
    await stack.agent().untilReady(60_000);
    await setTimeout(pauseMs);
    const samples: number[] = [];
    for (let index = 0; index < calls; index += 1) {
      const call = pbx.call({ to: '1001', fromNumber: caller(index * 79) });
      await untilMarks(stack.desk(), 'pop-painted', index + 1);
      const { invites } = await readTaps(stack.phone);
      const { marks } = await readTaps(stack.desk());
      const painted = marks.filter(({ name }) => name === 'pop-painted')[index];
      samples.push((painted?.at ?? Number.NaN) - (invites[index] ?? Number.NaN));
      call.hangUp();
      await call.ended;
      await setTimeout(pauseMs);
    }
    const [first = Number.NaN, ...warm] = samples;
    const load = round(loadavg()[0] ?? Number.NaN);
    return {
      warm: figureOf('pop', 'ms', warm, { tickets, limitMs, load }),
      first: figureOf('pop.first', 'ms', [first], { tickets }),
    };
  } finally {
    await stack.stop();
    await pbx.close();
  }
}

/** Four tickets of each caller, whatever their number: one is open, of those who call here. */
const ticketsOfCaller = 4;
const firstCaller = 500;

function caller(index: number): string {
  return callerKey(firstCaller + (index % (smallCount / ticketsOfCaller - firstCaller))).slice(3);
}

async function fill(deskFolder: string, ticketCount: number): Promise<void> {
  const { db } = openDatabase({
    file: join(deskFolder, 'desk.db'),
    key: await createFileKeyVault(deskFolder).deskKey(),
    migrations: readMigrations(migrationsFolder),
    now: Date.now(),
  });
  fillStore(db, createChineseWords(), { ticketCount, callerCount: ticketCount / ticketsOfCaller });
  db.close();
}
