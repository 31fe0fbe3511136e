import { procedure } from '../base.ts';
import { z } from 'zod';
import { clientInput, clientsSchema, ofClientInput, tokenTold } from './client-schemas.ts';
import {
  adminOverviewSchema,
  ofPersonInput,
  passwordTold,
  personInput,
  unlockInput,
} from './schemas.ts';

/** For the administrator alone. */
export const adminHubContract = {
  overview: procedure
    .route({ method: 'POST', path: '/admin/overview' })
    .output(adminOverviewSchema),
  /** Forgets the wrong passwords of one work number, from wherever they came. Audited; an unknown number changes nothing. */
  unlock: procedure
    .route({ method: 'POST', path: '/admin/unlock' })
    .input(unlockInput)
    .output(z.void()),
  /**
   * Adds somebody, with a password that is told this once and changed at the first sign-in, or changes name, role and department, which ends that person's sessions. The audit
   * has what was before and is after. Fails with `input.invalid` (`workNo` is taken, or unknown, or one's own role; `departmentId`). This
   * and the following since contract 3.
   */
  setPerson: procedure
    .route({ method: 'POST', path: '/admin/people' })
    .input(personInput)
    .output(passwordTold),
  /** A new password, told this once and changed by its owner at the next sign-in; sessions end and locks are lifted. Fails with `input.invalid`. */
  resetPassword: procedure
    .route({ method: 'POST', path: '/admin/reset-password' })
    .input(ofPersonInput)
    .output(passwordTold),
  /** May no longer work here, or may again. Nobody shuts out herself: `input.invalid`. */
  setDisabled: procedure
    .route({ method: 'POST', path: '/admin/set-disabled' })
    .input(ofPersonInput.extend({ disabled: z.boolean() }))
    .output(z.void()),
  /** Programs of others that may ask the hub (`/open/v1`), also those that were taken away. */
  clients: procedure.route({ method: 'POST', path: '/admin/clients' }).output(clientsSchema),
  /** Adds one; its token is told this once and kept nowhere. Fails with `input.invalid` (`name` is taken, `departmentId`). */
  addClient: procedure
    .route({ method: 'POST', path: '/admin/add-client' })
    .input(clientInput)
    .output(tokenTold),
  /** A new token, told this once; the one before works for another 24 hours. Fails with `input.invalid`. */
  rollClient: procedure
    .route({ method: 'POST', path: '/admin/roll-client' })
    .input(ofClientInput)
    .output(tokenTold),
  /** From now on no token of it works. Fails with `input.invalid`. */
  revokeClient: procedure
    .route({ method: 'POST', path: '/admin/revoke-client' })
    .input(ofClientInput)
    .output(z.void()),
  /** Forgets the second factor with all recovery codes: it is enrolled anew at the next sign-in. Sessions end. */
  resetFactor: procedure
    .route({ method: 'POST', path: '/admin/reset-factor' })
    .input(ofPersonInput)
    .output(z.void()),
};
