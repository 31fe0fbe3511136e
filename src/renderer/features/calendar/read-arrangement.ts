import {
  type CalendarFault,
  parseCalendarYear,
} from '../../../shared/domain/office/calendar-text.ts';
import { statutoryDaysOff } from '../../../shared/domain/office/calendar-year.ts';
import type { CalendarYear } from '../../../shared/domain/office/calendar.ts';

/** What is made of a text while it is typed, for the year that was chosen. */
export interface Arrangement {
  /** What could be read, for the picture; also of a text that is not taken. */
  readonly found: CalendarYear | null;
  readonly faults: readonly ArrangementFault[];
  /** Days off from Monday to Friday less the worked weekends, of `found`. */
  readonly statutory: number;
  /** The year as it may be sent; `null` = not as it is. */
  readonly clean: CalendarYear | null;
}

/** `wrongYear`: the whole text is another year's, `text` says which. */
export type ArrangementFault =
  | CalendarFault
  | { readonly line: 0; readonly text: string; readonly why: 'wrongYear' };

/** Days off of a year by law since 2025 (全国年节及纪念日放假办法). */
export const statutoryDays = 13;

/** Dates without a year are the chosen one's; nothing is sent of a text that is empty, faulty or another year's. */
export function readArrangement(year: number, text: string): Arrangement {
  if (text.trim() === '') return { found: null, faults: [], statutory: 0, clean: null };
  const read = parseCalendarYear(text, year);
  const found = read.kind === 'read' ? read.year : read.found;
  const statutory = found === null ? 0 : statutoryDaysOff(found);
  if (found !== null && found.year !== year) {
    const wrong = { line: 0, text: String(found.year), why: 'wrongYear' } as const;
    return { found: null, faults: [wrong], statutory, clean: null };
  }
  const faults = read.kind === 'read' ? [] : read.faults;
  return { found, faults, statutory, clean: read.kind === 'read' ? read.year : null };
}

/** Do both have the same days? */
export function isSameYear(a: CalendarYear, b: CalendarYear): boolean {
  const told = ({ year, daysOff, workingWeekends }: CalendarYear) =>
    JSON.stringify([year, daysOff.toSorted(), workingWeekends.toSorted()]);
  return told(a) === told(b);
}
