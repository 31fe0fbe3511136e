import { type Day, isWeekend, nextDay } from '../../../shared/domain/office/calendar.ts';

export interface MonthDay {
  readonly day: Day;
  readonly date: number;
  readonly isWeekend: boolean;
  /** Of the month before or after, to fill a week. */
  readonly isOther: boolean;
}

const dayMs = 86_400_000;

/** A month in weeks from Monday to Sunday, each whole. */
export function weeksOf(year: number, month: number): readonly (readonly MonthDay[])[] {
  const first = Date.UTC(year, month - 1, 1);
  const daysBefore = (new Date(first).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weeks: MonthDay[][] = [];
  let day: Day = new Date(first - daysBefore * dayMs).toISOString().slice(0, 10);
  while (weeks.length * 7 < daysBefore + count) {
    const week: MonthDay[] = [];
    for (; week.length < 7; day = nextDay(day)) {
      const isOther = Number(day.slice(5, 7)) !== month;
      week.push({ day, date: Number(day.slice(8)), isWeekend: isWeekend(day), isOther });
    }
    weeks.push(week);
  }
  return weeks;
}
