import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { aTicket, testSeed } from '../support/hub-values.ts';
import { startTestHub } from '../support/running-hub.ts';
import { figureOf, print, round } from './figure.ts';
import type { Replicated } from './replicate-desk.ts';

/** Of all of them; the last that were made, so that by their age alone they would come first. */
const openShare = 0.03;
const words =
  '反映小区二次供水水压偏低，早晚用水高峰六楼以上没有水，物业已查看水箱，要求尽快处理。';

/**
 * An empty desk at a hub of `--rows` (100,000) tickets, from the sign-in to a whole copy: the host with its store in a process of its own,
 * the hub in this one, on the same processors.
 */
export async function run({ rows = '100000' }: Readonly<Record<string, string>>): Promise<void> {
  const count = Number(rows);
  const tickets = Array.from({ length: count }, (_none, at) => {
    const isOpen = at % 100 < openShare * 100;
    return {
      ...aTicket(randomUUID(), `SW20260101-1001-${String(at).padStart(6, '0')}`),
      kind: 'help' as const,
      state: isOpen ? ('inHandling' as const) : ('archived' as const),
      numberKey: `+86199${String(at).padStart(8, '0')}`,
      address: `示例路 ${at} 号`,
      content: words,
      openedAt: at,
      updatedAt: at,
    };
  });
  const hub = await startTestHub({ ...testSeed(), tickets });
  // By the desk's clock its tokens would have run out long ago, and each page would be asked for with a new one.
  hub.clock.advance(Date.now() - hub.clock.now());
  try {
    await caughtUp(join(hub.dataFolder, 'hub.db'), count);
    const load = loadavg()[0] ?? Number.NaN;
    const desk = fork(new URL('replicate-desk.ts', import.meta.url), [hub.url()]);
    const told = await new Promise<Replicated>((resolve, reject) => {
      desk.once('message', (message: Replicated) => resolve(message));
      desk.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)));
    });
    const perSecond = (count / told.wholeMs) * 1000;
    print({
      ...figureOf('replicate', 'rows/s', [perSecond]),
      rows: count,
      wholeMs: Math.round(told.wholeMs),
      openMs: Math.round(told.openMs),
      peakMb: Math.round(told.peakMb),
      restMb: Math.round(told.restMb),
      processorMsPerRow: round(told.processorMs / count),
      load: round(load),
    });
  } finally {
    await hub.stop();
  }
}

/** A hub that finds tickets which nobody has looked at looks at all of them first: the day after an upgrade, and not the one that is measured. */
async function caughtUp(file: string, count: number): Promise<void> {
  const db = new Database(file, { readonly: true });
  const seen = db.prepare<[], number>('SELECT count(*) FROM ticket_times').pluck();
  while ((seen.get() ?? 0) < count) await setTimeout(500);
  db.close();
}
