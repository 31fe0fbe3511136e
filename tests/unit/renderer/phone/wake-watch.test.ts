import { describe, expect, it } from 'vitest';
import { watchForWake } from '../../../../src/renderer/phone/wake-watch.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

function start() {
  const timers = createFakeTimers();
  let wallAheadMs = 0;
  let wakes = 0;
  let sign = () => {};
  watchForWake({
    clock: {
      now: () => timers.clock.now() + wallAheadMs,
      monotonicMs: timers.clock.monotonicMs,
    },
    setTimer: timers.setTimer,
    listen: (onSign) => (sign = onSign),
    onWake: () => (wakes += 1),
  });
  return {
    timers,
    wakes: () => wakes,
    sign: () => sign(),
    setClockBy: (ms: number) => (wallAheadMs += ms),
  };
}

describe('wake watch', () => {
  it('says nothing while time runs evenly', () => {
    const { timers, wakes } = start();
    timers.advance(3_600_000);
    expect(wakes()).toBe(0);
  });

  it.each([
    ['an hour forward', 3_600_000],
    ['an hour back', -3_600_000],
    ['over a sleep in which the monotonic clock stood still', 60_000],
  ])('wakes when the clock went %s', (_how, ms) => {
    const { timers, wakes, setClockBy } = start();
    timers.advance(10_000);
    setClockBy(ms);
    timers.advance(2000);
    expect(wakes()).toBe(1);
    timers.advance(60_000);
    expect(wakes()).toBe(1);
  });

  it('wakes when its timer comes late, as after a sleep in which the monotonic clock went on', () => {
    let steadyMs = 0;
    let wakes = 0;
    let due = () => {};
    watchForWake({
      clock: { now: () => steadyMs, monotonicMs: () => steadyMs },
      setTimer: (run) => {
        due = run;
        return () => {};
      },
      listen: () => {},
      onWake: () => (wakes += 1),
    });
    steadyMs = 2050;
    due();
    expect(wakes).toBe(0);
    steadyMs += 28_800_000;
    due();
    expect(wakes).toBe(1);
  });

  it('takes a swarm of signs of the browser as one', () => {
    const { timers, wakes, sign } = start();
    timers.advance(1000);
    sign();
    sign();
    timers.advance(1000);
    sign();
    expect(wakes()).toBe(1);
    timers.advance(5000);
    sign();
    expect(wakes()).toBe(2);
  });
});
