import { z } from 'zod';
import { incidentSchema } from '../incidents/schemas.ts';
import { idSchema } from '../base-schemas.ts';
import { knowledgeEntrySchema } from '../knowledge/schemas.ts';
import { officeRuleSchema } from '../office/schemas.ts';
import { ticketSchema } from '../tickets/schemas.ts';

/** One change of the replica feed, in the hub's order. */
export const changeSchema = z.discriminatedUnion('entity', [
  z.strictObject({ seq: z.int().min(1), entity: z.literal('ticket'), body: ticketSchema }),
  z.strictObject({
    seq: z.int().min(1),
    entity: z.literal('knowledge'),
    body: knowledgeEntrySchema,
  }),
  /** Since contract 3 (`changesFor`). */
  z.strictObject({ seq: z.int().min(1), entity: z.literal('officeRule'), body: officeRuleSchema }),
  /** Since contract 3 (`changesFor`). */
  z.strictObject({ seq: z.int().min(1), entity: z.literal('incident'), body: incidentSchema }),
  /** The ticket is not, or no longer, for whoever is signed in: what is kept of it is to be forgotten. Since contract 3. */
  z.strictObject({
    seq: z.int().min(1),
    entity: z.literal('ticketGone'),
    body: z.strictObject({ ticketId: idSchema }),
  }),
]);
export type Change = z.infer<typeof changeSchema>;
