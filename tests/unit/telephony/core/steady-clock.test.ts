import { describe, expect, it } from 'vitest';
import { createSteadyClock } from '../../../../src/telephony/core/steady-clock.ts';

describe('steady clock', () => {
  it.each([3_600_000, -3_600_000])(
    'keeps its pace in a call when the clock jumps by %i ms',
    (by) => {
      let wall = 1_000_000;
      let steady = 0;
      let busy = false;
      const clock = createSteadyClock({ now: () => wall, monotonicMs: () => steady }, () => busy);
      expect(clock.now()).toBe(1_000_000);
      busy = true;
      wall += by + 5000;
      steady += 5000;
      expect(clock.now()).toBe(1_005_000);
      busy = false;
      expect(clock.now()).toBe(wall);
    },
  );
});
