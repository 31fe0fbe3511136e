import type { CalendarYear } from '../../src/shared/domain/office/calendar.ts';

/** A year of the future as the State Council might arrange it: with the days off that do not move, and 15 from Monday to Friday. */
export function aYear(year: number): CalendarYear {
  const days = (month: string, from: number, until: number) =>
    Array.from(
      { length: until - from + 1 },
      (_, index) => `${year}-${month}-${String(from + index).padStart(2, '0')}`,
    );
  return {
    year,
    daysOff: [...days('01', 1, 4), ...days('02', 5, 11), ...days('05', 1, 5), ...days('10', 1, 8)],
    workingWeekends: [],
  };
}
