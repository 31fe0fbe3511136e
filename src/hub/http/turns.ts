import type { Clock } from '../../shared/clock.ts';

/** Lets the calls of everybody have the thread one after the other, and each person in turn, however many calls one has. */
export interface Turns {
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
}

/** A task that worked the processor for less leaves nobody waiting. */
const shortMs = 5;
/** Times the length of the turn. */
const restShare = 3;
/** Longest rest, however long the turn was. */
const longestRestMs = 1000;
/** A task that takes longer waits for something else than the thread, and others need not wait with it. */
const longestTurnMs = 2000;

/**
 * The database answers on this thread, and a large answer is checked and written on it. Only one task is worked on at a time,
 * people take turns, and who worked it for long rests three times as long as the turn was: of one who only ever asks, most of the
 * time is left to the others, and nobody waits for more than one task of hers or his. Who only waited for the disk, or for a
 * busy machine, does not rest. `workedMs`: milliseconds of processor that this thread has had so far.
 */
export function createTurns(clock: Pick<Clock, 'monotonicMs'>, workedMs = threadWorkedMs): Turns {
  /** In the order in which people have their turn; no list is empty. */
  const waiting = new Map<string, (() => Promise<void>)[]>();
  const resting = new Set<string>();
  let isBusy = false;

  const takeNext = (): { key: string; task: () => Promise<void> } | null => {
    for (const [key, [task, ...others]] of waiting) {
      if (!task || resting.has(key)) continue;
      waiting.delete(key);
      if (others.length > 0) waiting.set(key, others);
      return { key, task };
    }
    return null;
  };
  const rest = (key: string, tookMs: number): void => {
    resting.add(key);
    const wake = (): void => {
      resting.delete(key);
      goOn();
    };
    setTimeout(wake, Math.min(restShare * tookMs, longestRestMs)).unref();
  };
  const turn = async (): Promise<void> => {
    const next = takeNext();
    const [begun, worked] = [clock.monotonicMs(), workedMs()];
    if (next) await settled(next.task());
    isBusy = false;
    if (!next) return;
    if (workedMs() - worked > shortMs) rest(next.key, clock.monotonicMs() - begun);
    goOn();
  };
  const goOn = (): void => {
    if (isBusy || waiting.size === 0) return;
    isBusy = true;
    // What has come in meanwhile is read first: it may be somebody else's.
    setImmediate(() => void turn());
  };
  return {
    run: (key, task) =>
      new Promise((resolve, reject) => {
        const turn = () => task().then(resolve, reject);
        waiting.set(key, [...(waiting.get(key) ?? []), turn]);
        goOn();
      }),
  };
}

/** Milliseconds of processor that this thread has had. */
function threadWorkedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Resolves when the task has ended, or has had the longest turn. */
function settled(task: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, longestTurnMs);
    void task.finally(() => {
      clearTimeout(limit);
      resolve();
    });
  });
}
