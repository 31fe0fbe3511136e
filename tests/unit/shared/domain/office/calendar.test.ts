import { describe, expect, it } from 'vitest';
import {
  calendarWith,
  shippedCalendar,
  shippedYears,
} from '../../../../../src/shared/domain/office/calendar-data.ts';
import {
  statutoryDaysOff,
  judgeCalendarYear,
} from '../../../../../src/shared/domain/office/calendar-year.ts';
import {
  addWorkingDays,
  calendarOf,
  countWorkingDays,
  dayFrom,
  isWorkingDay,
  needsNextYear,
} from '../../../../../src/shared/domain/office/calendar.ts';
import { aYear } from '../../../../support/calendar-years.ts';

/** A moment in Shanghai. */
const shanghai = (text: string) => Date.parse(`${text}+08:00`);

describe('working days', () => {
  it.each([
    ['2026-11-23T09:00', true], // Monday
    ['2026-11-22T09:00', false], // Sunday
    ['2026-10-01T09:00', false], // National Day
    ['2026-10-10T09:00', true], // Saturday worked for it
    ['2026-09-25T00:00', false], // first minute of Mid-Autumn in Shanghai, still the 24th in UTC
    ['2025-01-26T23:59', true], // Sunday worked for the Spring Festival
    ['2025-02-04T12:00', false],
    ['2025-02-05T00:00', true],
    ['2025-10-08T12:00', false],
    ['2027-01-02T09:00', false], // Saturday
    ['2027-01-01T09:00', false], // off by law in every year
    ['2027-10-01T09:00', false],
  ])('%s works: %s', (at, works) => {
    expect(isWorkingDay(shippedCalendar, shanghai(at))).toBe(works);
  });

  it('are counted from the day after and keep the time of day', () => {
    const five = (from: string, count: number) =>
      addWorkingDays(shippedCalendar, shanghai(from), count).at;
    expect(five('2026-11-20T16:30', 1)).toBe(shanghai('2026-11-23T16:30'));
    expect(five('2026-09-24T10:00', 5)).toBe(shanghai('2026-10-09T10:00'));
    expect(five('2025-01-24T10:00', 3)).toBe(shanghai('2025-02-05T10:00'));
  });

  it('none is counted up to the same day or back', () => {
    const [from, to] = [shanghai('2026-11-23T16:30'), shanghai('2026-11-23T00:00')];
    expect(countWorkingDays(shippedCalendar, from, to)).toBe(0);
    expect(countWorkingDays(shippedCalendar, from, from - 40 * 86_400_000)).toBe(0);
    expect(countWorkingDays(shippedCalendar, from, shanghai('2026-11-24T00:00'))).toBe(1);
  });
});

describe('the years that come with the program', () => {
  it.each(shippedYears)(
    '$year is taken by what judges the lead’s, and has the 13 days of the law',
    (year) => {
      expect(judgeCalendarYear(year)).toEqual([]);
      expect(statutoryDaysOff(year)).toBe(13);
    },
  );
});

describe('calendarOf', () => {
  it('takes the later of two arrangements of a year, and no year behind a missing one', () => {
    const worked = { ...aYear(2026), workingWeekends: ['2026-03-07'] };
    const calendar = calendarOf('x', [...shippedYears, worked, aYear(2028)]);
    expect([calendar.knownFrom, calendar.knownUntil]).toEqual([2025, 2026]);
    expect(isWorkingDay(calendar, shanghai('2026-03-07T09:00'))).toBe(true);
    expect(isWorkingDay(calendar, shanghai('2026-02-16T09:00'))).toBe(true);
    expect(calendar.daysOff.has('2028-05-03')).toBe(false);
  });

  it('of the office’s years says which version of the office it is', () => {
    expect(calendarWith(3, [aYear(2027)])).toMatchObject({
      version: 'cn-2026+3',
      knownFrom: 2025,
      knownUntil: 2027,
    });
  });
});

describe('needsNextYear', () => {
  it.each([
    ['2026-10-31T23:59', null],
    ['2026-11-01T00:00', 2027],
    ['2026-12-31T23:59', 2027],
    ['2027-03-01T09:00', 2027],
    ['2028-11-05T09:00', 2027],
  ])('at %s is %s', (now, year) => {
    expect(needsNextYear(shippedCalendar, shanghai(now))).toBe(year);
  });

  it('is nothing once the year is known', () => {
    const calendar = calendarWith(1, [aYear(2027)]);
    expect(needsNextYear(calendar, shanghai('2026-11-20T09:00'))).toBeNull();
    expect(needsNextYear(calendar, shanghai('2027-10-31T09:00'))).toBeNull();
    expect(needsNextYear(calendar, shanghai('2027-11-01T00:00'))).toBe(2028);
  });
});

describe('dayFrom', () => {
  it.each([
    [[2027, 2, 28], '2027-02-28'],
    [[2027, 2, 29], null],
    [[2028, 2, 29], '2028-02-29'],
    [[2027, 13, 1], null],
    [[2027, 0, 1], null],
    [[27, 1, 1], null],
  ] as const)('of %j is %s', ([year, month, date], day) => {
    expect(dayFrom(year, month, date)).toBe(day);
  });
});
