import { errorCodeOf } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';

const firstWaitMs = 200;
const longestWaitMs = 5000;
const hopeless: readonly ErrorCode[] = ['recording.notFound', 'input.invalid'];

/** Repeats a call to the host until it succeeds: a host that restarts must not cost a recording. */
export function createUntilHostHasIt(setTimer: SetTimer) {
  return async (call: () => Promise<void>): Promise<void> => {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      try {
        return await call();
      } catch (error) {
        if (hopeless.includes(errorCodeOf(error))) throw error;
        await new Promise<void>((resolve) => void setTimer(resolve, waitMs));
      }
    }
  };
}
