import { z } from 'zod';
import { idSchema, line, millis } from '../base-schemas.ts';
import { procedure } from '../base.ts';
import { callListFilterSchema, callListItemSchema } from './schemas.ts';

/** Calls of all desks. */
export const callsHubContract = {
  list: procedure
    .route({ method: 'POST', path: '/calls/query' })
    .input(callListFilterSchema)
    .output(z.strictObject({ items: z.array(callListItemSchema), total: z.int().min(0) })),
  /** Every call of a ticket, whoever took it, oldest first: who works on a ticket knows its calls. Since contract 2. */
  ofTicket: procedure
    .route({ method: 'GET', path: '/tickets/{ticketId}/calls' })
    .input(z.strictObject({ ticketId: idSchema }))
    .output(z.strictObject({ items: z.array(callListItemSchema) })),
  /** Which of these numbers some desk has spoken with after the moment, or in the last eight days if it lies before. Since contract 2. */
  reached: procedure
    .route({ method: 'POST', path: '/calls/reached' })
    .input(
      z.strictObject({
        numbers: z.array(z.strictObject({ key: line(32), after: millis })).max(200),
      }),
    )
    .output(z.strictObject({ keys: z.array(line(32)) })),
};
