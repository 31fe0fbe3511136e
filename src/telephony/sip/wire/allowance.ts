import type { SetTimer } from '../../core/set-timer.ts';

/** How many of something may happen within a time. */
export interface Allowance {
  /** `false`: not now. */
  take(): boolean;
  /** Forgets what was taken, and its timer. */
  clear(): void;
}

/** Never more than `limit` within any `withinMs`; after a burst it may take twice that time until all is free again. */
export function createAllowance(setTimer: SetTimer, limit: number, withinMs: number): Allowance {
  let older = 0;
  let newer = 0;
  let stopTimer: (() => void) | null = null;
  const age = () => {
    older = newer;
    newer = 0;
    stopTimer = older === 0 ? null : setTimer(age, withinMs);
  };
  return {
    take() {
      if (older + newer >= limit) return false;
      newer += 1;
      stopTimer ??= setTimer(age, withinMs);
      return true;
    },
    clear() {
      stopTimer?.();
      stopTimer = null;
      older = 0;
      newer = 0;
    },
  };
}
