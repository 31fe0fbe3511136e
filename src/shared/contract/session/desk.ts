import { z } from 'zod';
import { procedure } from '../base.ts';
import { line } from '../base-schemas.ts';
import { credentialsSchema, userSchema } from './schemas.ts';

/** Who works at this desk. */
export const sessionDeskContract = {
  /**
   * Asks the hub; with the hub unreachable, the verifier kept from the last sign-in at this desk decides.
   * `code`: of the second factor, once `hub.secondFactorNeeded` has asked for it; without the hub nobody asks.
   */
  signIn: procedure
    .input(credentialsSchema.extend({ code: line(40).optional() }))
    .output(userSchema),
  /**
   * Ends duty and session. Guarded like `agent.change`: fails with `agent.lastReady`, or with `agent.guardUnknown` when nobody
   * can tell and `unguarded` does not confirm it.
   */
  signOut: procedure.input(z.strictObject({ unguarded: z.boolean() })).output(z.void()),
};
