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
