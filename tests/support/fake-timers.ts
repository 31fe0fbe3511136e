import type { SetTimer } from '../../src/telephony/core/set-timer.ts';

/** Time that stands still until a test moves it. */
export function createFakeTimers(startAt = 0) {
  let now = startAt;
  let pending: { readonly at: number; readonly run: () => void }[] = [];
  const setTimer: SetTimer = (run, delayMs) => {
    const timer = { at: now + delayMs, run };
    pending.push(timer);
    return () => {
      pending = pending.filter((one) => one !== timer);
    };
  };
  return {
    setTimer,
    clock: { now: () => now, monotonicMs: () => now - startAt },
    /** Runs what falls due, in order of time. */
    advance(byMs: number): void {
      const until = now + byMs;
      for (;;) {
        const due = pending.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (!due) break;
        pending = pending.filter((timer) => timer !== due);
        now = due.at;
        due.run();
      }
      now = until;
    },
    waiting: () => pending.length,
  };
}
