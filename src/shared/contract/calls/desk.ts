import { z } from 'zod';
import { procedure } from '../base.ts';
import { callListFilterSchema, callListItemSchema } from './schemas.ts';

export const callsDeskContract = {
  /** Own calls from local data for an agent; for a lead all desks' calls, asked from the hub. */
  list: procedure.input(callListFilterSchema).output(
    z.strictObject({
      items: z.array(callListItemSchema),
      total: z.int().min(0),
      fromHub: z.boolean(),
    }),
  ),
};
