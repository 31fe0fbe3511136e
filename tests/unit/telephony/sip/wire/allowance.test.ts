import { describe, expect, it } from 'vitest';
import { createAllowance } from '../../../../../src/telephony/sip/wire/allowance.ts';

/** Timers that run when the test says so. */
function createHandTimers() {
  const pending = new Set<() => void>();
  return {
    pending,
    setTimer: (run: () => void) => {
      const due = () => {
        pending.delete(due);
        run();
      };
      pending.add(due);
      return () => pending.delete(due);
    },
    pass: () => [...pending].forEach((due) => due()),
  };
}

describe('allowance', () => {
  it('gives no more than its limit until the time has passed twice, then all of it again', () => {
    const timers = createHandTimers();
    const allowance = createAllowance(timers.setTimer, 3, 1000);
    expect([1, 2, 3, 4].map(() => allowance.take())).toEqual([true, true, true, false]);
    timers.pass();
    expect(allowance.take()).toBe(false);
    timers.pass();
    expect([1, 2, 3, 4].map(() => allowance.take())).toEqual([true, true, true, false]);
  });

  it('leaves no timer when nothing was taken for a while, or when it is cleared', () => {
    const timers = createHandTimers();
    const allowance = createAllowance(timers.setTimer, 3, 1000);
    allowance.take();
    timers.pass();
    timers.pass();
    expect(timers.pending.size).toBe(0);
    allowance.take();
    allowance.clear();
    expect(timers.pending.size).toBe(0);
  });
});
