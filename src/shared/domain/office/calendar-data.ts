import { type CalendarYear, type Day, type WorkCalendar, calendarOf, nextDay } from './calendar.ts';

/** The State Council's arrangement of 12 November 2024. */
const year2025: CalendarYear = {
  year: 2025,
  daysOff: [
    '2025-01-01',
    ...days('2025-01-28', '2025-02-04'),
    ...days('2025-04-04', '2025-04-06'),
    ...days('2025-05-01', '2025-05-05'),
    ...days('2025-05-31', '2025-06-02'),
    ...days('2025-10-01', '2025-10-08'),
  ],
  workingWeekends: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
};

/** The State Council's arrangement of 4 November 2025. */
const year2026: CalendarYear = {
  year: 2026,
  daysOff: [
    ...days('2026-01-01', '2026-01-03'),
    ...days('2026-02-15', '2026-02-23'),
    ...days('2026-04-04', '2026-04-06'),
    ...days('2026-05-01', '2026-05-05'),
    ...days('2026-06-19', '2026-06-21'),
    ...days('2026-09-25', '2026-09-27'),
    ...days('2026-10-01', '2026-10-07'),
  ],
  workingWeekends: [
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ],
};

/** The years that come with the program. A further one is put in by the lead, or stands here in a later release. */
export const shippedYears: readonly CalendarYear[] = [year2025, year2026];

/** Its number is the last year of the data; data that is corrected without a new year gets a letter behind it. */
const shippedVersion = 'cn-2026';

/** What is known without the office's own years. */
export const shippedCalendar: WorkCalendar = calendarOf(shippedVersion, shippedYears);

/** What is known with the years that the office has put in, in its `version`-th version. They go before the program's. */
export function calendarWith(version: number, years: readonly CalendarYear[]): WorkCalendar {
  return calendarOf(`${shippedVersion}+${version}`, [...shippedYears, ...years]);
}

function days(from: Day, to: Day): Day[] {
  const all: Day[] = [];
  for (let day = from; day <= to; day = nextDay(day)) all.push(day);
  return all;
}
