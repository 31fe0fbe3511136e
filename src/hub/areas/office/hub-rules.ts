import type { WorkCalendar } from '../../../shared/domain/office/calendar.ts';
import type { DepartmentCatalogue } from '../../../shared/domain/office/departments.ts';
import {
  type OfficeYears,
  calendarRule,
  departmentsRule,
  officeCalendar,
} from '../../../shared/domain/office/office-rule.ts';
import { type OfficeRules, officeRules } from '../../../shared/domain/office/office-rules.ts';
import { readDepartments } from '../../../shared/kept/department-rules.ts';
import { readOfficeYears } from '../../../shared/kept/office-years.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

type Kept = Pick<HubRepositories, 'office'>;

/** By what the hub decides now: the newest version of each rule that this release can read. */
export async function hubRules({ office }: Kept): Promise<OfficeRules> {
  const rules = await office.newest([calendarRule, departmentsRule]);
  const of = (kind: string) => rules.find((rule) => rule.kind === kind);
  return officeRules({
    officeYears: readOfficeYears(of(calendarRule)),
    departments: readDepartments(of(departmentsRule)),
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
export async function hubDepartments(repositories: Kept): Promise<DepartmentCatalogue> {
  return (await hubRules(repositories)).departments;
}
