import type { Guards } from '../../http/guards.ts';
import { type OverviewDeps, overview } from './overview.ts';
import { unlockUser } from './unlock-user.ts';

/** For the administrator. To unlock somebody is in the audit (`userUnlocked`); to look at the list is not: it tells of no citizen. */
export function adminRoutes({ allowed }: Guards, deps: OverviewDeps) {
  const admin = allowed('admin');
  return {
    admin: {
      overview: admin.admin.overview.handler(() => overview(deps)),
      unlock: admin.admin.unlock.handler(({ input, context: { signedIn } }) =>
        unlockUser(deps, signedIn, input.workNo),
      ),
    },
  };
}
