import type { Guards } from '../../http/guards.ts';
import { roles } from '../../../shared/domain/session/user.ts';
import { hubDepartments } from './hub-rules.ts';
import { putCalendarYear } from './put-calendar-year.ts';
import { concernedBy, putDepartments } from './put-departments.ts';
import { putLimits } from './put-limits.ts';
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
      departments: allowed(...roles).office.departments.handler(() => hubDepartments(deps.store)),
      putDepartments: allowed('lead', 'admin').office.putDepartments.handler(
        ({ input, context: { signedIn } }) => putDepartments(deps, signedIn, input),
      ),
      putLimits: allowed('lead', 'admin').office.putLimits.handler(
        ({ input, context: { signedIn } }) => putLimits(deps, signedIn, input),
      ),
      concernedBy: allowed('lead', 'admin').office.concernedBy.handler(
        ({ input: { departmentId }, context: { signedIn } }) =>
          concernedBy(deps.store, {
            departmentId,
            workNo: signedIn.user.workNo,
            now: deps.clock.now(),
          }),
      ),
      putSecondFactor: allowed('admin').office.putSecondFactor.handler(
        ({ input, context: { signedIn } }) => putSecondFactor(deps, signedIn, input),
      ),
    },
  };
}
