type Run = () => void;

interface Timer {
  at: number;
  readonly every: number | null;
  readonly run: Run;
  /** As of Node's: a pass waits for every timer alike. */
  unref(): Timer;
}

const replaced = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

/**
 * The global timers and `Date.now` on a time that stands still until moved, for runs of a million messages: a pass costs
 * one turn of the event loop per instant at which something is due, where vitest's fake timers wait a real millisecond.
 */
export function installVirtualTime() {
  const originals = replaced.map((name) => [name, Reflect.get(globalThis, name)] as const);
  const originalNow = Date.now;
  const timers = new Set<Timer>();
  let now = originalNow();
  const add = (run: Run, delayMs: number | undefined, repeats: boolean): Timer => {
    const delay = Math.max(1, Math.round(Number(delayMs)) || 0);
    const timer: Timer = {
      at: now + delay,
      every: repeats ? delay : null,
      run,
      unref: () => timer,
    };
    timers.add(timer);
    return timer;
  };
  const remove = (timer: Timer) => void timers.delete(timer);
  Reflect.set(globalThis, 'setTimeout', (run: Run, ms?: number) => add(run, ms, false));
  Reflect.set(globalThis, 'setInterval', (run: Run, ms?: number) => add(run, ms, true));
  Reflect.set(globalThis, 'clearTimeout', remove);
  Reflect.set(globalThis, 'clearInterval', remove);
  Date.now = () => now;
  const runDue = () => {
    const due = [...timers].filter((timer) => timer.at <= now);
    for (const timer of due) {
      if (!timers.has(timer)) continue;
      if (timer.every === null) timers.delete(timer);
      else timer.at = now + timer.every;
      timer.run();
    }
  };
  return {
    waiting: () => timers.size,
    /** Runs what falls due within `ms`, instant by instant, and the promises of each. */
    async pass(ms: number): Promise<void> {
      const until = now + Math.round(ms);
      await turn();
      for (;;) {
        let next = Infinity;
        for (const timer of timers) next = Math.min(next, timer.at);
        if (next > until) break;
        now = next;
        runDue();
        await turn();
      }
      now = until;
    },
    restore(): void {
      for (const [name, original] of originals) Reflect.set(globalThis, name, original);
      Date.now = originalNow;
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
