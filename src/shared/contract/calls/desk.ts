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
   * What came of an own call, what is to be noted of it and which ticket it is about (`null` = none of those there are), during
   * the call or later; what is absent stays. The ticket chosen last is linked when the call is over and has its result. Throws
   * `call.notFound`.
   */
  conclude: procedure
    .input(
      z.strictObject({
        callId: idSchema,
        result: callResultSchema.optional(),
        note: line(500).optional(),
        ticketId: idSchema.nullable().optional(),
      }),
    )
    .output(z.void()),
  /**
   * Takes a missed call without a number from those to call back; the reason is kept. Throws `input.invalid` for any other
   * call: who can be called back is called back.
   */
  putMissedAway: procedure
    .input(z.strictObject({ callId: idSchema, reason: line(200).min(1) }))
    .output(z.void()),
  /** Calls of a ticket, oldest first. `fromHub: false` = those of this desk alone: the hub was not there to be asked. */
  ofTicket: procedure
    .input(z.strictObject({ ticketId: idSchema }))
    .output(z.strictObject({ items: z.array(callListItemSchema), fromHub: z.boolean() })),
};
