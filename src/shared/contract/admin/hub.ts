import { procedure } from '../base.ts';
import { z } from 'zod';
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
  /** Forgets the second factor with all recovery codes: it is enrolled anew at the next sign-in. Sessions end. */
  resetFactor: procedure
    .route({ method: 'POST', path: '/admin/reset-factor' })
    .input(ofPersonInput)
    .output(z.void()),
};
