import type { WorkCalendar } from '../../../shared/domain/office/calendar.ts';
import {
  type OfficeYears,
  calendarRule,
  officeCalendar,
} from '../../../shared/domain/office/office-rule.ts';
import { readOfficeYears } from '../../../shared/kept/office-years.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/** The years that the office has put in; `null` = none that this release can read. */
export async function officeYears({
  office,
}: Pick<HubRepositories, 'office'>): Promise<OfficeYears | null> {
  const [rule] = await office.newest([calendarRule]);
  return readOfficeYears(rule);
}

/** The calendar by which deadlines are counted now. */
export async function hubCalendar(
  repositories: Pick<HubRepositories, 'office'>,
): Promise<WorkCalendar> {
  return officeCalendar(await officeYears(repositories));
}
