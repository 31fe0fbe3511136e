import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type DialogNames, createMutationDesk, inDialog } from './mutation-desk.ts';
import { createRandom, mutate } from './mutator.ts';
import { mutateSoftly } from './soft-mutator.ts';
import { installVirtualTime } from './virtual-time.ts';

export const deskStates = ['registered', 'ringing', 'in call'] as const;

export interface MutationResult {
  readonly messages: number;
  readonly refused: number;
  readonly threw: number;
  readonly uncaught: readonly unknown[];
  readonly worstMs: number;
  readonly heapGrowthBytes: number;
  /** Calls, what sip.js holds and timers of the desk, after it has stopped. */
  readonly leftOver: number;
}

/** Messages between two looks at the desk, and the time that passes then: the guard's allowance is free again. */
const batch = 300;
const batchMs = 35_000;
const corpus = join(import.meta.dirname, '..', 'fixtures', 'torture');
const methods = 'INVITE BYE CANCEL ACK INFO UPDATE NOTIFY REFER PRACK OPTIONS'.split(' ');

/**
 * Sends `total` mutated messages through the socket of a desk that is kept in `state`. Four in ten keep their form. Throws
 * when the desk does not come back to its state.
 */
export async function runMutations(
  state: (typeof deskStates)[number],
  total: number,
  seed: number,
): Promise<MutationResult> {
  const uncaught: unknown[] = [];
  const note = (reason: unknown) => void uncaught.push(reason);
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  const time = installVirtualTime();
  const messages = readCorpus();
  const random = createRandom(seed);
  const desk = createMutationDesk();
  const heaps: number[] = [];
  let worstMs = 0;
  let dialog: DialogNames = { callId: '', deskTag: '', contact: '' };
  let cseq = 100;

  /** The state again after messages that ended the call, or the socket, as they may. */
  const enter = async () => {
    for (let waited = 0; waited < 300 && !desk.isRegistered(); waited += 1) await time.pass(1000);
    if (!desk.isRegistered()) throw new Error(`not registered again, seed ${seed}`);
    if (state === 'registered' || desk.calls.size > 0) return;
    dialog = await desk.ring(state === 'in call');
    await time.pass(10);
  };
  const inner = (): string => {
    cseq += 1;
    const method = methods[Math.floor(random() * methods.length)] ?? 'INVITE';
    const names = { ...dialog, contact: desk.contact(), callId: dialog.callId || `new${cseq}` };
    return inDialog(method, random() < 0.2 ? { ...names, deskTag: '' } : names, cseq);
  };
  const next = (): string | Uint8Array => {
    if (random() < 0.4) return mutateSoftly(inner(), random);
    const model = random() < 0.5 ? messages[Math.floor(random() * messages.length)] : inner();
    return mutate(model ?? '', random);
  };

  desk.start();
  try {
    for (let done = 0; done < total; done += batch) {
      await enter();
      for (let one = Math.min(batch, total - done); one > 0; one -= 1) {
        const frame = next();
        const start = performance.now();
        desk.deliver(frame);
        worstMs = Math.max(worstMs, performance.now() - start);
      }
      await time.pass(batchMs);
      if (done % Math.max(batch, Math.ceil(total / 10 / batch) * batch) === 0)
        heaps.push(heapBytes());
    }
    await enter();
    await desk.phone.stop();
    await time.pass(200_000);
    return {
      messages: total,
      refused: desk.counts.refused,
      threw: desk.counts.threw,
      uncaught,
      worstMs,
      heapGrowthBytes: (heaps.at(-1) ?? 0) - (heaps[2] ?? 0),
      leftOver: desk.calls.size + desk.held() + desk.timers.size + time.waiting(),
    };
  } finally {
    desk.restore();
    time.restore();
    process.off('uncaughtException', note);
    process.off('unhandledRejection', note);
  }
}

function readCorpus(): string[] {
  return ['rfc4475', 'rfc5118', 'asterisk'].flatMap((folder) =>
    readdirSync(join(corpus, folder)).map((name) =>
      readFileSync(join(corpus, folder, name), 'latin1'),
    ),
  );
}

/** After a collection, so that only what is held counts. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
