import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createFileKeyVault } from '../../src/main/node/file-key-vault.ts';
import { openStore } from '../../src/main/storage/store-client.ts';
import { normaliseNumber } from '../../src/shared/numbers/phone-number.ts';
import { createTrainingPbx } from '../../src/training/training-pbx.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { aTicket } from '../support/hub-values.ts';
import { startStack } from '../support/stack.ts';
import { figureOf, print, round } from './figure.ts';
import { installPageTaps, readTaps, untilMarks } from './page-taps.ts';

const ticketCount = 100_000;
const callerCount = 8000;
const batch = 1000;
const calls = 101;
/** Before each call, so that it finds the desk as a citizen does: at rest, not busy with the sign-in or the end of the last one. */
const pauseMs = 1000;
const limitMs = 50;

/** INVITE received to ticket painted, with 100,000 tickets in the local store, by real calls through both pages. */
export async function run(): Promise<void> {
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
  const pbx = await createTrainingPbx({ logger: silentLogger, clock });
  const secret = randomUUID();
  pbx.addAccount({ extension: '1001', secret });
  const stack = await startStack({
    pbx: { serverUrl: pbx.url, domain: pbx.domain, extension: '1001', secret },
    prepareDesk: fillStore,
    tap: installPageTaps,
  });
  try {
    await stack.signIn();
    await stack.agent().untilReady(60_000);
    await setTimeout(pauseMs);
    const samples: number[] = [];
    for (let index = 0; index < calls; index += 1) {
      const call = pbx.call({ to: '1001', fromNumber: caller((index * 79) % callerCount) });
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
    const figure = figureOf('pop', 'ms', warm, { tickets: ticketCount, limitMs });
    print({ ...figure, ratio: round(figure.p99 / limitMs) });
    // The first call after the pages were opened runs code that the browser has not compiled yet.
    print(figureOf('pop.first', 'ms', [first]));
  } finally {
    await stack.stop();
    await pbx.close();
  }
}

function caller(index: number): string {
  return `1990000${String(index).padStart(4, '0')}`;
}

async function fillStore(deskFolder: string): Promise<void> {
  const key = await createFileKeyVault(deskFolder).deskKey();
  const source = join(import.meta.dirname, '..', '..', 'src', 'main', 'storage');
  const store = await openStore({
    file: join(deskFolder, 'desk.db'),
    key,
    migrationsDirectory: join(source, 'migrations'),
    workerUrl: new URL('../../src/main/storage/store-worker.ts', import.meta.url),
    now: Date.now(),
    logger: silentLogger,
  });
  const model = aTicket();
  for (let from = 0; from < ticketCount; from += batch) {
    const tickets = Array.from({ length: batch }, (_none, offset) => {
      const index = from + offset;
      return {
        ...model,
        ticketId: randomUUID(),
        ticketNo: `SW20260101-${String(index).padStart(6, '0')}`,
        numberKey: normaliseNumber(caller(index % callerCount)).key,
        requesterNumber: caller(index % callerCount),
        address: `示例路 ${index} 号`,
        content: '门前道路积水，水深没过脚踝，车辆绕行，要求尽快抽排。',
        openedAt: index,
        updatedAt: index,
      };
    });
    await store.api.tickets.applyHubTickets(tickets);
  }
  await store.close();
}
