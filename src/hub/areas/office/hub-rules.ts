import type { WorkCalendar } from '../../../shared/domain/office/calendar.ts';
import {
  type DepartmentCatalogue,
  shippedDepartments,
} from '../../../shared/domain/office/departments.ts';
import {
  type OfficeYears,
  calendarRule,
  departmentsRule,
  limitsRule,
  officeCalendar,
} from '../../../shared/domain/office/office-rule.ts';
import { type OfficeRules, officeRules } from '../../../shared/domain/office/office-rules.ts';
import { type LimitPresets, shippedLimits } from '../../../shared/domain/tickets/limits.ts';
import { readDepartments } from '../../../shared/kept/department-rules.ts';
import { readLimits } from '../../../shared/kept/limit-rules.ts';
import { readOfficeYears } from '../../../shared/kept/office-years.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

type Kept = Pick<HubRepositories, 'office'>;

/**
 * By what the hub decides something that was done at `at`: calendar and departments as they stand now, and the presets that were in force then. A limit that
 * began on a desk without the hub is not lengthened by what the office has set since.
 */
export async function hubRules({ office }: Kept, at: number): Promise<OfficeRules> {
  const rules = await office.newest([calendarRule, departmentsRule]);
  const of = (kind: string) => rules.find((rule) => rule.kind === kind);
  return officeRules({
    officeYears: readOfficeYears(of(calendarRule)),
    departments: readDepartments(of(departmentsRule)),
    limits: readLimits(await office.inForce(limitsRule, at)),
  });
}

/** The years that the office has put in; `null` = none that this release can read. */
export async function officeYears({ office }: Kept): Promise<OfficeYears | null> {
  const [rule] = await office.newest([calendarRule]);
  return readOfficeYears(rule);
}

/** The calendar by which deadlines are counted now. */
export async function hubCalendar(repositories: Kept): Promise<WorkCalendar> {
  return officeCalendar(await officeYears(repositories));
}

/** Departments and the catalogue of dispatch as they stand now. */
export async function hubDepartments({ office }: Kept): Promise<DepartmentCatalogue> {
  const [rule] = await office.newest([departmentsRule]);
  return readDepartments(rule) ?? shippedDepartments;
}

/** The presets of one version, 0 = the program's; `null` = none that this release can read. */
export async function limitsOfVersion(
  { office }: Kept,
  version: number,
): Promise<LimitPresets | null> {
  return version === 0 ? shippedLimits : readLimits(await office.version(limitsRule, version));
}
