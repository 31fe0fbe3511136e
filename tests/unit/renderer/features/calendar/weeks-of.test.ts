import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weeksOf } from '../../../../../src/renderer/features/calendar/weeks-of.ts';

it('lays each month out from Monday to Sunday, every day of it once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2000, max: 2200 }),
      fc.integer({ min: 1, max: 12 }),
      (year, month) => {
        const weeks = weeksOf(year, month);
        const own = weeks.flat().filter(({ isOther }) => !isOther);
        expect({
          lengths: new Set(weeks.map(({ length }) => length)),
          weekends: weeks.every((week) => week.every((one, i) => one.isWeekend === i > 4)),
          dates: own.map(({ date }) => date),
          isTight: weeks.every((week) => week.some(({ isOther }) => !isOther)),
        }).toEqual({
          lengths: new Set([7]),
          weekends: true,
          dates: Array.from(
            { length: new Date(Date.UTC(year, month, 0)).getUTCDate() },
            (_, i) => i + 1,
          ),
          isTight: true,
        });
      },
    ),
  );
});
