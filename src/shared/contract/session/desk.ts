import { z } from 'zod';
import { procedure } from '../base.ts';
import { credentialsSchema, userSchema } from './schemas.ts';

/** Who works at this desk. */
export const sessionDeskContract = {
  /** Asks the hub; with the hub unreachable, the verifier kept from the last sign-in at this desk decides. */
  signIn: procedure.input(credentialsSchema).output(userSchema),
  /**
   * Ends duty and session. Guarded like `agent.change`: fails with `agent.lastReady`, or with `agent.guardUnknown` when nobody
   * can tell and `unguarded` does not confirm it.
   */
  signOut: procedure.input(z.strictObject({ unguarded: z.boolean() })).output(z.void()),
};
