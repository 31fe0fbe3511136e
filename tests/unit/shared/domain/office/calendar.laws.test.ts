import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  shippedCalendar,
  shippedYears,
} from '../../../../../src/shared/domain/office/calendar-data.ts';
import {
  type CalendarYear,
  type WorkCalendar,
  addWorkingDays,
  calendarOf,
  countWorkingDays,
  dayFrom,
  isWeekend,
  isWorkingDay,
} from '../../../../../src/shared/domain/office/calendar.ts';

const dayMs = 86_400_000;
const shanghai = (text: string) => Date.parse(`${text}+08:00`);
/** Any moment from before the known years until after the learned one. */
const starts = fc.integer({
  min: shanghai('2024-06-01T00:00'),
  max: shanghai('2028-06-30T23:59:59.999'),
});
const counts = fc.integer({ min: 0, max: 30 });

/** Any arrangement of 2027 at all, also ones that no council would make. */
const learned: fc.Arbitrary<CalendarYear> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })), {
    maxLength: 60,
  })
  .map((pairs) => {
    const days = pairs.flatMap(([month, date]) => dayFrom(2027, month, date) ?? []);
    const [daysOff, worked] = [days.slice(0, 40), days.slice(40)];
    return { year: 2027, daysOff, workingWeekends: worked.filter(isWeekend) };
  });
const calendars: fc.Arbitrary<WorkCalendar> = fc.oneof(
  fc.constant(shippedCalendar),
  learned.map((year) => calendarOf('learned', [...shippedYears, year])),
);

describe('working days, for every start', () => {
  it('counting back from a deadline gives the limit', () => {
    fc.assert(
      fc.property(calendars, starts, counts, (calendar, from, n) => {
        const { at } = addWorkingDays(calendar, from, n);
        expect(countWorkingDays(calendar, from, at)).toBe(n);
      }),
      { numRuns: 1000 },
    );
  });

  it('no deadline lands on a day off, and each keeps the time of day', () => {
    fc.assert(
      fc.property(calendars, starts, fc.integer({ min: 1, max: 30 }), (calendar, from, n) => {
        const { at } = addWorkingDays(calendar, from, n);
        expect(isWorkingDay(calendar, at)).toBe(true);
        expect((at - from) % dayMs).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('a day more is later, and a later start never gives an earlier deadline', () => {
    fc.assert(
      fc.property(calendars, starts, starts, counts, (calendar, one, other, n) => {
        const at = (from: number, count: number) => addWorkingDays(calendar, from, count).at;
        expect(at(one, n + 1)).toBeGreaterThan(at(one, n));
        const [from, later] = one < other ? [one, other] : [other, one];
        const day = (moment: number) => Math.floor((moment + 8 * 3_600_000) / dayMs);
        // From a day off and from the working day before it the same day is reached, at different times of day.
        expect(day(at(later, n))).toBeGreaterThanOrEqual(day(at(from, n)));
      }),
      { numRuns: 1000 },
    );
  });

  it('a calendar that learns a year moves nothing that was counted wholly in known years', () => {
    fc.assert(
      fc.property(learned, starts, counts, (year, from, n) => {
        const more = calendarOf('learned', [...shippedYears, year]);
        const before = addWorkingDays(shippedCalendar, from, n);
        const after = addWorkingDays(more, from, n);
        const isKnownNow =
          from + dayMs >= shanghai('2025-01-01T00:00') && after.at < shanghai('2028-01-01T00:00');
        expect(after).toEqual(before.isKnown ? before : { ...after, isKnown: isKnownNow });
      }),
      { numRuns: 2000 },
    );
  });
});
