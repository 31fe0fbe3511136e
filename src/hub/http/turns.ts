import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import { createKeyedMutex } from '../archive/keyed-mutex.ts';

/** Lets the tasks of one key run one after the other, and everybody else in between. */
export interface Turns {
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
}

/** A task that took less leaves nobody waiting. */
const shortMs = 20;
/** Times the task's own length. */
const restShare = 3;
/** Longest rest, however long the task was: the thread may have been busy with others. */
const longestRestMs = 1000;

/**
 * The database answers on this thread, and a large answer is checked and written on it. Who had it for long therefore rests three
 * times as long before the next turn: of one who only ever asks, most of the time is left to the others.
 */
export function createTurns(clock: Pick<Clock, 'monotonicMs'>): Turns {
  const mutex = createKeyedMutex();
  return {
    run: (key, task) =>
      new Promise((resolve, reject) => {
        const turn = mutex.run(key, async () => {
          await setImmediate();
          const begun = clock.monotonicMs();
          try {
            resolve(await task());
          } catch (error) {
            reject(error);
          }
          const tookMs = clock.monotonicMs() - begun;
          if (tookMs > shortMs) await setTimeout(Math.min(restShare * tookMs, longestRestMs));
        });
        turn.catch(reject);
      }),
  };
}
