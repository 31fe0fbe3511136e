import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DialogNames, createMutationDesk, inDialog } from '../support/mutation-desk.ts';
import { createRandom, mutate } from '../support/mutator.ts';

/** `HOTLINE_FUZZ_COUNT=1000000` for the long run; the seed is printed and repeats a run. */
const seed = Number(process.env['HOTLINE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env['HOTLINE_FUZZ_COUNT'] ?? 90_000);
/** Messages between two looks at the desk, and how much time passes for it between them. */
const batch = 200;
const batchMs = 8000;

const corpus = join(import.meta.dirname, '..', 'fixtures', 'torture');
const messages = ['rfc4475', 'rfc5118', 'asterisk'].flatMap((folder) =>
  readdirSync(join(corpus, folder)).map((name) =>
    readFileSync(join(corpus, folder, name), 'latin1'),
  ),
);
const methods = [
  'INVITE',
  'BYE',
  'CANCEL',
  'ACK',
  'INFO',
  'UPDATE',
  'NOTIFY',
  'REFER',
  'PRACK',
  'OPTIONS',
];
const states = ['registered', 'ringing', 'in call'] as const;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
function heapBytes(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('a desk under mutated messages', () => {
  const uncaught: unknown[] = [];
  const note = (reason: unknown) => void uncaught.push(reason);
  beforeEach(() => {
    uncaught.length = 0;
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    });
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
  });
  afterEach(() => {
    process.off('uncaughtException', note);
    process.off('unhandledRejection', note);
    vi.useRealTimers();
  });

  it.each(states)(
    'lets nothing out, hangs on nothing and keeps nothing while %s',
    async (state) => {
      const total = Math.ceil(count / states.length);
      const random = createRandom(seed + states.indexOf(state));
      const desk = createMutationDesk();
      const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
      const heaps: number[] = [];
      let worstMs = 0;
      let dialog: DialogNames = { callId: '', deskTag: '', contact: '' };
      let cseq = 100;

      /** The state again after messages that ended the call, or the socket, as they may. */
      const enter = async () => {
        for (let waited = 0; waited < 300 && !desk.isRegistered(); waited += 1) await pass(1000);
        expect(desk.isRegistered()).toBe(true);
        if (state === 'registered' || desk.calls.size > 0) return;
        dialog = await desk.ring(state === 'in call');
        await pass(10);
      };
      const next = (): string => {
        if (random() < 0.5) return messages[Math.floor(random() * messages.length)] ?? '';
        cseq += 1;
        const method = methods[Math.floor(random() * methods.length)] ?? 'INVITE';
        const names = { ...dialog, contact: desk.contact(), callId: dialog.callId || `new${cseq}` };
        return inDialog(method, random() < 0.3 ? { ...names, deskTag: '' } : names, cseq);
      };

      desk.start();
      try {
        for (let done = 0; done < total; done += batch) {
          await enter();
          for (let one = 0; one < batch; one += 1) {
            const frame = mutate(next(), random);
            const start = performance.now();
            desk.deliver(frame);
            worstMs = Math.max(worstMs, performance.now() - start);
          }
          await pass(batchMs);
          if (done % Math.max(batch, Math.ceil(total / 10 / batch) * batch) === 0)
            heaps.push(heapBytes());
        }
        await enter();
        await desk.phone.stop();
        await pass(200_000);
        const grown = (heaps.at(-1) ?? 0) - (heaps[2] ?? 0);
        console.log(
          `[mutation] ${state}: ${total} messages, seed ${seed}, ${desk.counts.refused} refused by us, ` +
            `${desk.counts.threw} thrown by sip.js and caught, worst ${worstMs.toFixed(1)} ms, ` +
            `heap grew by ${Math.round(grown / 1000)} kB, left over ${desk.held()} + ${desk.timers.size} timers`,
        );
        expect(uncaught).toEqual([]);
        expect(desk.calls.size).toBe(0);
        expect(desk.held()).toBe(0);
        expect(desk.timers.size).toBe(0);
        expect(vi.getTimerCount()).toBe(0);
        expect(grown).toBeLessThan(8_000_000);
        expect(worstMs).toBeLessThan(5000);
        expect(desk.counts.refused).toBeGreaterThan(total / 20);
      } finally {
        desk.restore();
      }
    },
    1_800_000,
  );
});
