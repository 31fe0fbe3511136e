import { calendarRule } from '../../../shared/domain/office/office-rule.ts';
import { readOfficeYears } from '../../../shared/kept/office-years.ts';
import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';

/** The office's rules, asked and set at the hub in the name of who sets them: an administrator's desk keeps no copy that is current. */
export const officeRouter = (
  { ruleSetter }: DeskGuards,
  host: () => { readonly hubLink: HubLinkArea },
) => ({
  years: ruleSetter.office.years.handler(async () => {
    const { rules, provisional } = await host().hubLink.link.call((hub) => hub.office.list());
    const put = readOfficeYears(rules.find(({ kind }) => kind === calendarRule));
    return { put, provisional: provisional ?? null };
  }),
  putCalendarYear: ruleSetter.office.putCalendarYear.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.office.putCalendarYear(input)),
  ),
});
