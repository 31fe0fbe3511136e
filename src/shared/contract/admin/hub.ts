import { procedure } from '../base.ts';
import { z } from 'zod';
import { adminOverviewSchema, unlockInput } from './schemas.ts';

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
};
