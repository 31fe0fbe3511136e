import { describe, expect, it } from 'vitest';
import { createSessionAge } from '../../../../../src/main/areas/session/session-age.ts';

const hour = 3_600_000;

describe('the age of a session', () => {
  const start = Date.UTC(2026, 10, 26);
  const aClock = () => {
    const at = { wall: start, monotonic: 500 };
    const clock = { now: () => at.wall, monotonicMs: () => at.monotonic };
    return { at, age: createSessionAge(clock) };
  };

  it.each([
    ['both clocks run', 2, 2, 2],
    ['the PC sleeps: the monotonic clock stands still', 9, 1, 9],
    ['the clock is set back', -5, 3, 3],
    ['the PC sleeps and the clock is set back a little', 6, 1, 6],
    ['no time has passed', 0, 0, 0],
  ])('counts when %s', (_, wallHours, monotonicHours, wanted) => {
    const { at, age } = aClock();
    age.begin(start);
    at.wall += wallHours * hour;
    at.monotonic += monotonicHours * hour;
    expect(age.ms()).toBe(wanted * hour);
  });

  it('goes on over a restart of the host, and begins at 0 with a clock that says less than before', () => {
    const { at, age } = aClock();
    age.begin(start - 3 * hour);
    at.monotonic += hour;
    expect(age.ms()).toBe(4 * hour);
    age.begin(start + hour);
    expect(age.ms()).toBe(0);
  });

  it('is nothing before anybody signed in', () => {
    expect(aClock().age.ms()).toBe(0);
  });
});
