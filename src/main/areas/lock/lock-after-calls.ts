import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Timers } from '../../host/timers.ts';

/** Between the end of the last call and the lock: what was typed last is on its way to the disk. */
const delayMs = 3000;

/** Locks the desk once the hub has refused its person, but never in a call: that is finished first. */
export interface LockAfterCalls {
  /** The person may not go on, for this reason. */
  demand(code: ErrorCode): void;
  /** A call may have ended. */
  look(): void;
  /** Somebody signed in or out: there is nothing to lock any more. */
  forget(): void;
}

export function createLockAfterCalls(deps: {
  readonly timers: Timers;
  readonly isTalking: () => boolean;
  readonly lock: (code: ErrorCode) => void;
}): LockAfterCalls {
  let wanted: ErrorCode | null = null;
  let cancel: (() => void) | null = null;
  const stop = (): void => {
    cancel?.();
    cancel = null;
  };
  const lock = (): void => {
    cancel = null;
    if (wanted === null || deps.isTalking()) return;
    const code = wanted;
    wanted = null;
    deps.lock(code);
  };
  const look = (): void => {
    if (wanted === null) return;
    if (deps.isTalking()) stop();
    else cancel ??= deps.timers.after(delayMs, lock);
  };
  return {
    demand(code) {
      wanted = code;
      look();
    },
    look,
    forget() {
      wanted = null;
      stop();
    },
  };
}
