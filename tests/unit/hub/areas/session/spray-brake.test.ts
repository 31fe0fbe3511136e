import { beforeEach, describe, expect, it } from 'vitest';
import { createSprayBrake } from '../../../../../src/hub/areas/session/spray-brake.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';

const minute = 60_000;
let now: number;
const clock = { now: () => now, monotonicMs: () => now };
beforeEach(() => {
  now = 1_000_000;
});

describe('an address that fails with many work numbers', () => {
  const code = (brake: ReturnType<typeof createSprayBrake>, address: string) => {
    try {
      brake.check(address);
      return 'goes on';
    } catch (error) {
      return errorCodeOf(error);
    }
  };

  it('stays slow while it goes on, and is forgotten a quarter of an hour later', () => {
    const brake = createSprayBrake({ clock });
    for (let count = 0; count < 19; count += 1) brake.failed('a');
    expect(code(brake, 'a')).toBe('goes on');
    now += 10 * minute;
    brake.failed('a');
    expect(code(brake, 'a')).toBe('hub.signInBusy');
    now += 10 * minute;
    expect(code(brake, 'a')).toBe('goes on');
    brake.failed('a');
    expect(code(brake, 'a')).toBe('hub.signInBusy');
    now += 15 * minute;
    brake.failed('a');
    expect(code(brake, 'a')).toBe('goes on');
  });

  it('is the first to be forgotten when five thousand others come', () => {
    const brake = createSprayBrake({ clock });
    for (let count = 0; count < 20; count += 1) brake.failed('a');
    for (let other = 0; other < 4999; other += 1) brake.failed(`${other}`);
    expect(code(brake, 'a')).toBe('hub.signInBusy');
    brake.failed('one more');
    expect(code(brake, 'a')).toBe('goes on');
  });
});
