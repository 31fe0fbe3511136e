import { z } from 'zod';
import { procedure } from '../base.ts';
import { line } from '../base-schemas.ts';
import {
  credentialsSchema,
  newPasswordSchema,
  passwordChangeSchema,
  userSchema,
} from './schemas.ts';

/** Who works at this desk. */
export const sessionDeskContract = {
  /**
   * Asks the hub; with the hub unreachable, the verifier kept from the last sign-in at this desk decides.
   * `code`: of the second factor, once `hub.secondFactorNeeded` has asked for it; without the hub nobody asks.
   * `newPassword`: the same after `hub.passwordChangeNeeded`.
   */
  signIn: procedure
    .input(
      credentialsSchema.extend({
        code: line(40).optional(),
        newPassword: newPasswordSchema.optional(),
      }),
    )
    .output(userSchema),
  /** Asks the hub, and keeps the verifier of the new one for signing in without it. Fails like `authHubContract.changePassword`, or with `hub.unreachable`. */
  changePassword: procedure.input(passwordChangeSchema).output(z.void()),
  /**
   * Ends duty and session. Guarded like `agent.change`: fails with `agent.lastReady`, or with `agent.guardUnknown` when nobody
   * can tell and `unguarded` does not confirm it.
   */
  signOut: procedure.input(z.strictObject({ unguarded: z.boolean() })).output(z.void()),
};
