import { z } from 'zod';
import { procedure } from '../base.ts';
import { adminOverviewSchema, unlockInput } from './schemas.ts';

/** For the administrator, asked from the hub. */
export const adminDeskContract = {
  overview: procedure.output(adminOverviewSchema),
  unlock: procedure.input(unlockInput).output(z.void()),
};
