import { type Role, newRolesSince, worksAtDesk } from '../../../shared/domain/session/user.ts';
import type { Guards } from '../../http/guards.ts';
import { type PeopleDeps, resetFactorOf, resetPassword, setDisabled, setPerson } from './people.ts';
import { addClientBy, revokeClientBy, rollClientBy } from './clients.ts';
import { type OverviewDeps, overview } from './overview.ts';
import { unlockUser } from './unlock-user.ts';

/** A desk of before the new roles would read nothing of a list with one. */
const isKnownTo =
  (contract: number) =>
  ({ role }: { readonly role: Role }): boolean =>
    contract >= newRolesSince || worksAtDesk(role);

/** For the administrator. Each change of a person is in the audit, with what was before; to look at the list is not: it tells of no citizen. */
export function adminRoutes({ allowed }: Guards, deps: OverviewDeps & PeopleDeps) {
  const admin = allowed('admin');
  return {
    admin: {
      overview: admin.admin.overview.handler(async ({ context: { deskContract } }) => {
        const { people, ...rest } = await overview(deps);
        return { ...rest, people: people.filter(isKnownTo(deskContract)) };
      }),
      unlock: admin.admin.unlock.handler(({ input, context: { signedIn } }) =>
        unlockUser(deps, signedIn, input.workNo),
      ),
      setPerson: admin.admin.setPerson.handler(({ input, context: { signedIn } }) =>
        setPerson(deps, signedIn, input),
      ),
      resetPassword: admin.admin.resetPassword.handler(({ input, context: { signedIn } }) =>
        resetPassword(deps, signedIn, input.workNo),
      ),
      setDisabled: admin.admin.setDisabled.handler(({ input, context: { signedIn } }) =>
        setDisabled(deps, signedIn, input),
      ),
      clients: admin.admin.clients.handler(async () => ({
        clients: [...(await deps.store.clients.list())],
      })),
      addClient: admin.admin.addClient.handler(({ input, context: { signedIn } }) =>
        addClientBy(deps, signedIn, input),
      ),
      rollClient: admin.admin.rollClient.handler(({ input, context: { signedIn } }) =>
        rollClientBy(deps, signedIn, input.clientId),
      ),
      revokeClient: admin.admin.revokeClient.handler(({ input, context: { signedIn } }) =>
        revokeClientBy(deps, signedIn, input.clientId),
      ),
      resetFactor: admin.admin.resetFactor.handler(({ input, context: { signedIn } }) =>
        resetFactorOf(deps, signedIn, input.workNo),
      ),
    },
  };
}
