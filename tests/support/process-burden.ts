import { readFileSync, readdirSync } from 'node:fs';

/** What a process of this machine holds, as Linux tells it (`proc(5)`). */
export interface Burden {
  readonly rssMb: number;
  /** Open files and sockets. */
  readonly handles: number;
}

export function burdenOf(pid: number): Burden {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  return { rssMb: Number(kilobytes) / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/** An honest client beside an attack: asks again and again, and remembers the slowest answer. */
export function askMeanwhile(ask: () => Promise<unknown>, pauseMs = 50) {
  let isOver = false;
  let failures = 0;
  const times: number[] = [];
  const done = (async () => {
    while (!isOver) {
      const begun = performance.now();
      try {
        await ask();
        times.push(performance.now() - begun);
      } catch {
        failures += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    /** Ends it; slowest and middle answer in ms. */
    async stop() {
      isOver = true;
      await done;
      const sorted = times.toSorted((one, other) => one - other);
      return {
        failures,
        asked: times.length + failures,
        medianMs: sorted[sorted.length >> 1] ?? 0,
        slowestMs: sorted.at(-1) ?? 0,
      };
    },
  };
}
