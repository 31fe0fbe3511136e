import { errorCodeOf } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';

/** Runs something nobody waits for. A failure is logged under `taskName` and goes no further. */
export type RunInBackground = (taskName: string, task: () => Promise<unknown>) => void;

export function createBackground(logger: Logger): RunInBackground {
  return (taskName, task) => {
    const logFailure = (error: unknown) => {
      logger.error('background.failed', {
        taskName,
        code: errorCodeOf(error),
        error: String(error),
      });
    };
    void task().catch(logFailure);
  };
}

/** Background work that a stop waits for. */
export function createRuns(inBackground: RunInBackground) {
  const running: Promise<unknown>[] = [];
  return {
    run(taskName: string, work: Promise<void>): void {
      running.push(work.catch(() => {}));
      inBackground(taskName, () => work);
    },
    /** Resolves when all of it has ended, well or not. */
    ended: async (): Promise<void> => void (await Promise.all(running)),
  };
}
