import { roles } from '../../../shared/domain/session/user.ts';
import type { HubKeys } from '../../../shared/contract/session/schemas.ts';
import type { Guards } from '../../http/guards.ts';
import { signOut } from './authenticate.ts';
import { changePassword } from './change-password.ts';
import { refreshSession } from './refresh-session.ts';
import { type SignInDeps, enrol, signIn } from './sign-in.ts';

export interface SessionRouteDeps extends SignInDeps {
  readonly keys: HubKeys;
  /** A session was signed out. */
  readonly onSignedOut: (sessionId: string) => void;
}

/** Signing in, staying signed in and signing out; the first two are open to strangers. */
export function sessionRoutes({ open, allowed }: Guards, deps: SessionRouteDeps) {
  const { keys } = deps;
  const { noteContract } = deps.store.sessions;
  return {
    auth: {
      challenge: open.auth.challenge.handler(({ input }) =>
        deps.challenges.issue(input.deskId, input.workNo),
      ),
      signIn: open.auth.signIn.handler(async ({ input, context }) => {
        const { address, deskContract: contract } = context;
        const session = await signIn(deps, { ...input, address, contract });
        await noteContract(input.deskId, context.deskContract);
        return { ...session, keys };
      }),
      enrol: open.auth.enrol.handler(({ input, context }) =>
        enrol(deps, { ...input, address: context.address, contract: context.deskContract }),
      ),
      refresh: open.auth.refresh.handler(async ({ input, context }) => {
        const session = await refreshSession(deps, { ...input, address: context.address });
        await noteContract(input.deskId, context.deskContract);
        return { ...session, keys };
      }),
      changePassword: allowed(...roles).auth.changePassword.handler(
        ({ input, context: { signedIn } }) => changePassword(deps, signedIn, input),
      ),
      signOut: allowed(...roles).auth.signOut.handler(async ({ context: { signedIn } }) => {
        await signOut(deps, signedIn);
        deps.onSignedOut(signedIn.sessionId);
      }),
    },
  };
}
