import { fork } from 'node:child_process';

/** What a piece of work took, in a process of its own: nobody else's memory is in it. */
export interface Burden {
  readonly ms: number;
  /** Highest resident memory, and what the process had before it began. */
  readonly peakMb: number;
  readonly restMb: number;
  readonly bytes: number;
}

/** Runs `task` of `tests/bench/sheet-tasks.ts` in a fresh Node. */
export function burdenOf(task: string, rows: number): Promise<Burden> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('sheet-tasks.ts', import.meta.url), [task, String(rows)]);
    child.once('message', (message) => {
      if (isBurden(message)) resolve(message);
      else reject(new Error(`${task} told nothing`));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${task} ended with ${code}`)));
  });
}

function isBurden(message: unknown): message is Burden {
  return typeof message === 'object' && message !== null && 'peakMb' in message;
}
