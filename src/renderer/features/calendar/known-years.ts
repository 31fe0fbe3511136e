import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { type WorkCalendar, needsNextYear } from '../../../shared/domain/office/calendar.ts';
import { type OfficeYears, officeCalendar } from '../../../shared/domain/office/office-rule.ts';
import type { Role } from '../../../shared/domain/session/user.ts';

/** Who puts years in, at the hub as well. */
export function putsYearsIn(role: Role | undefined): boolean {
  return role === 'lead' || role === 'admin';
}

/** The calendar by the newer of what this desk has heard and what the hub has said when it was asked. */
export function knownCalendar(
  heard: OfficeYears | null | undefined,
  asked: OfficeYears | null | undefined,
): WorkCalendar {
  return officeCalendar((asked?.version ?? 0) > (heard?.version ?? 0) ? asked : heard);
}

/** The year that this person should put in now; `null` = none, or not this person's work. */
export function missingYear(
  { user, officeYears }: Pick<DeskState, 'user' | 'officeYears'>,
  asked: OfficeYears | null | undefined,
  now: number,
): number | null {
  if (!putsYearsIn(user?.role)) return null;
  return needsNextYear(knownCalendar(officeYears, asked), now);
}
