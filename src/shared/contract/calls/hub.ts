import { z } from 'zod';
import { procedure } from '../base.ts';
import { callListFilterSchema, callListItemSchema } from './schemas.ts';

/** Calls of all desks. */
export const callsHubContract = {
  list: procedure
    .route({ method: 'POST', path: '/calls/query' })
    .input(callListFilterSchema)
    .output(z.strictObject({ items: z.array(callListItemSchema), total: z.int().min(0) })),
};
