import { z } from 'zod';
import { procedure } from '../base.ts';
import { hubPages } from '../../domain/session/user.ts';
import { idSchema, line, text } from '../base-schemas.ts';
import { since } from '../since.ts';
import {
  credentialsSchema,
  deskProofSchema,
  hubSessionSchema,
  newPasswordSchema,
  passwordChangeSchema,
} from './schemas.ts';

/** Absent from a desk of an older release: taken while its id is enrolled by nobody. */
const proof = deskProofSchema.optional();

/** From which page of the hub it is asked; absent = from a desk. */
const page = since(3, z.enum(hubPages).optional());

/** The second factor: a code of the authenticator program, or a recovery code. Absent = none is at hand. */
const code = since(3, line(40).optional());

/** Signing in at the hub. */
export const authHubContract = {
  /** What to sign next, for this desk and this person. Hubs of older releases answer 404: sign in without a proof. */
  challenge: procedure
    .route({ method: 'POST', path: '/auth/challenge' })
    .input(credentialsSchema.pick({ workNo: true }).extend({ deskId: idSchema }))
    .output(z.strictObject({ challenge: z.string().max(200), expiresAt: z.int().min(0) })),
  /**
   * Fails with `hub.badCredentials`, `.accountLocked`, `.accountDisabled`, `.signInBusy`, `.deskNotProven`, `.deskDisabled`, `.notAtDesk`, `.notAtThisPage`; to the right password
   * `.secondFactorNeeded`, `.secondFactorUnset` (see `enrol`), `.secondFactorWrong`. `enrols`: the code is of the secret that `enrol` has shown. To the right
   * password also `.passwordChangeNeeded`, and `.passwordSame`, while it is one of the hub's making: asked again with `newPassword`.
   */
  signIn: procedure
    .route({ method: 'POST', path: '/auth/sign-in' })
    .input(
      credentialsSchema.extend({
        deskId: idSchema,
        proof,
        page,
        code,
        enrols: since(3, z.literal(true).optional()),
        newPassword: since(3, newPasswordSchema.optional()),
      }),
    )
    .output(hubSessionSchema),
  /**
   * A secret for an authenticator program, shown once; it counts when the next sign-in brings a code of it (`enrols`), within 15 minutes.
   * Who has a second factor already brings a code of that one. At the officers' page only; fails like `signIn`. Since contract 3.
   */
  enrol: procedure
    .route({ method: 'POST', path: '/auth/enrol' })
    .input(credentialsSchema.extend({ deskId: idSchema, page: z.literal('officer'), code }))
    .output(z.strictObject({ secret: text(64), uri: text(400) })),
  /** Fails with `hub.sessionExpired`, `.accountDisabled`, `.deskNotProven`, `.deskDisabled`. */
  refresh: procedure
    .route({ method: 'POST', path: '/auth/refresh' })
    .input(z.strictObject({ refreshToken: z.string().max(200), deskId: idSchema, proof }))
    .output(hubSessionSchema),
  /**
   * One's own password; other sessions of this person end. Fails with `hub.oldPasswordWrong`, `.passwordChangeLocked`, `.passwordSame`,
   * `.signInBusy`. Since contract 3.
   */
  changePassword: procedure
    .route({ method: 'POST', path: '/auth/change-password' })
    .input(passwordChangeSchema)
    .output(z.void()),
  signOut: procedure.route({ method: 'POST', path: '/auth/sign-out' }).output(z.void()),
};
