import type { Guards } from '../../http/guards.ts';
import { putCalendarYear } from './put-calendar-year.ts';
import { putSecondFactor } from './put-second-factor.ts';
import { type SettleDeps, countUnsettled } from './settle-deadlines.ts';

/** Rules that the office gives itself. To set one is in the audit (`officeRuleSet`); to read them is not: they tell of no citizen. */
export function officeRoutes({ allowed }: Guards, deps: SettleDeps) {
  return {
    office: {
      list: allowed('agent', 'lead', 'admin').office.list.handler(async () => ({
        rules: [...(await deps.store.office.newest())],
        provisional: await countUnsettled(deps.store),
      })),
      putCalendarYear: allowed('lead', 'admin').office.putCalendarYear.handler(
        ({ input, context: { signedIn } }) => putCalendarYear(deps, signedIn, input.year),
      ),
      putSecondFactor: allowed('admin').office.putSecondFactor.handler(
        ({ input, context: { signedIn } }) => putSecondFactor(deps, signedIn, input),
      ),
    },
  };
}
