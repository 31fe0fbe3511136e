import { shippedCalendar } from './calendar-data.ts';
import type { WorkCalendar } from './calendar.ts';
import { type DepartmentCatalogue, shippedDepartments } from './departments.ts';
import { type LimitPresets, shippedLimits } from '../tickets/limits.ts';
import { type OfficeYears, officeCalendar } from './office-rule.ts';

/** By what a decision about a ticket is made, each in the version that whoever decides knows. Never read from the program unseen. */
export interface OfficeRules {
  readonly calendar: WorkCalendar;
  readonly departments: DepartmentCatalogue;
  readonly limits: LimitPresets;
}

/** What the office has put in, as far as it is known here; absent = nothing of that kind. */
export interface PutRules {
  readonly officeYears?: OfficeYears | null | undefined;
  readonly departments?: DepartmentCatalogue | null | undefined;
  readonly limits?: LimitPresets | null | undefined;
}

/** What comes with the program, for an office that has put in nothing. */
export const shippedRules: OfficeRules = {
  calendar: shippedCalendar,
  departments: shippedDepartments,
  limits: shippedLimits,
};

/** What counts now: the office's own, else what came with the program. */
export function officeRules({ officeYears, departments, limits }: PutRules): OfficeRules {
  return {
    calendar: officeCalendar(officeYears),
    departments: departments ?? shippedRules.departments,
    limits: limits ?? shippedRules.limits,
  };
}
