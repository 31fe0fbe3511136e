import type { CalendarYear, WorkCalendar } from './calendar.ts';
import { calendarWith, shippedCalendar } from './calendar-data.ts';

/**
 * A rule that the office has given itself, in one of its versions: kept at the hub for ever, the newest of each kind at every
 * desk. `body` is JSON that the kind's own schema reads; a kind that a program does not know is kept and not read.
 */
export interface OfficeRule {
  readonly kind: string;
  /** From 1, one more with each change. */
  readonly version: number;
  readonly body: string;
  readonly byWorkNo: string;
  readonly at: number;
}

/** The kind of the office's own years (`OfficeYears`). */
export const calendarRule = 'calendar';

/** The kind of departments and the catalogue of dispatch (`DepartmentCatalogue`). */
export const departmentsRule = 'departments';

/** The kind of the presets of limits (`LimitPresets`). */
export const limitsRule = 'limits';

/** The kind of what the office says of the second factor (`FactorRule`). */
export const factorRuleKind = 'secondFactor';

/** Who must show a second factor at a desk as well; at the hub's page everybody must. Who is enrolled is asked in any case. */
export interface FactorRule {
  readonly desk: readonly ('lead' | 'admin')[];
}

/** All years that the office has put in, in its `version`-th version; `byWorkNo` put in the last. */
export interface OfficeYears {
  readonly version: number;
  readonly years: readonly CalendarYear[];
  readonly byWorkNo: string;
}

/** The calendar by which the office counts; `null` = it has put in nothing. */
export function officeCalendar(put: OfficeYears | null | undefined): WorkCalendar {
  return put ? calendarWith(put.version, put.years) : shippedCalendar;
}
