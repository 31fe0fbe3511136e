import type { Timers } from '../../../src/main/host/timers.ts';

/** Timers that fire when the test says how much time passes. */
export interface HandTimers extends Timers {
  pass(ms: number): void;
}

export function createHandTimers(): HandTimers {
  let now = 0;
  const planned = new Set<{ at: number; call: () => void }>();
  const after = (ms: number, call: () => void) => {
    const plan = { at: now + ms, call };
    planned.add(plan);
    return () => void planned.delete(plan);
  };
  return {
    after,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const cancel = after(ms, resolve);
        signal.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      }),
    pass(ms) {
      now += ms;
      for (const plan of [...planned].toSorted((a, b) => a.at - b.at)) {
        if (plan.at > now || !planned.delete(plan)) continue;
        plan.call();
      }
    },
  };
}
