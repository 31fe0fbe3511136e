import type { Clock } from '../../shared/clock.ts';

/**
 * A clock for calls: true while nothing runs, and running on evenly while something does, whatever happens to the PC's
 * own clock. So the length of a call is right when somebody sets the clock in the middle of it.
 */
export function createSteadyClock(clock: Clock, isBusy: () => boolean): Clock {
  const offset = () => clock.now() - clock.monotonicMs();
  let anchor = offset();
  return {
    monotonicMs: clock.monotonicMs,
    now() {
      if (!isBusy()) anchor = offset();
      return Math.round(anchor + clock.monotonicMs());
    },
  };
}
