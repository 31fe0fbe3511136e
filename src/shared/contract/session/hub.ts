import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import { since } from '../since.ts';
import { credentialsSchema, deskProofSchema, hubSessionSchema } from './schemas.ts';

/** Absent from a desk of an older release: taken while its id is enrolled by nobody. */
const proof = deskProofSchema.optional();

/** Where a person signs in who does not work at a desk: the departments' page, which the hub serves itself. */
const page = since(3, z.literal('department').optional());

/** Signing in at the hub. */
export const authHubContract = {
  /** What to sign next, for this desk and this person. Hubs of older releases answer 404: sign in without a proof. */
  challenge: procedure
    .route({ method: 'POST', path: '/auth/challenge' })
    .input(credentialsSchema.pick({ workNo: true }).extend({ deskId: idSchema }))
    .output(z.strictObject({ challenge: z.string().max(200), expiresAt: z.int().min(0) })),
  /** Fails with `hub.badCredentials`, `.accountLocked`, `.accountDisabled`, `.signInBusy`, `.deskNotProven`, `.deskDisabled`, `.notAtDesk`, `.notAtThisPage`. */
  signIn: procedure
    .route({ method: 'POST', path: '/auth/sign-in' })
    .input(credentialsSchema.extend({ deskId: idSchema, proof, page }))
    .output(hubSessionSchema),
  /** Fails with `hub.sessionExpired`, `.accountDisabled`, `.deskNotProven`, `.deskDisabled`. */
  refresh: procedure
    .route({ method: 'POST', path: '/auth/refresh' })
    .input(z.strictObject({ refreshToken: z.string().max(200), deskId: idSchema, proof }))
    .output(hubSessionSchema),
  signOut: procedure.route({ method: 'POST', path: '/auth/sign-out' }).output(z.void()),
};
