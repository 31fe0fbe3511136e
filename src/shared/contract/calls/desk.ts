import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema, line } from '../base-schemas.ts';
import { callListFilterSchema, callListItemSchema, callResultSchema } from './schemas.ts';

export const callsDeskContract = {
  /** Own calls from local data for an agent; for a lead all desks' calls, asked from the hub. */
  list: procedure.input(callListFilterSchema).output(
    z.strictObject({
      items: z.array(callListItemSchema),
      total: z.int().min(0),
      fromHub: z.boolean(),
    }),
  ),
  /**
   * What came of an own call and what is to be noted of it, during the call or later; what is absent stays. Throws
   * `call.notFound`.
   */
  conclude: procedure
    .input(
      z.strictObject({
        callId: idSchema,
        result: callResultSchema.optional(),
        note: line(500).optional(),
      }),
    )
    .output(z.void()),
};
