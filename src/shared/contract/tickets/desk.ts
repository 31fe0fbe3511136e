import { z } from 'zod';
import { ticketStates } from '../../domain/tickets/ticket.ts';
import { procedure } from '../base.ts';
import { idSchema, line } from '../base-schemas.ts';
import { draftSchema, ticketCommandSchema, ticketSchema } from './schemas.ts';

export const ticketsDeskContract = {
  get: procedure.input(z.strictObject({ ticketId: idSchema })).output(ticketSchema),
  list: procedure
    .input(
      z.strictObject({
        text: line(100),
        states: z.array(z.enum(ticketStates)).max(20),
        limit: z.int().min(1).max(200),
        offset: z.int().min(0),
      }),
    )
    .output(z.strictObject({ tickets: z.array(ticketSchema), total: z.int().min(0) })),
  /** Number for a new ticket of this desk; unique without the hub. */
  newTicket: procedure.output(z.strictObject({ ticketId: idSchema, ticketNo: z.string() })),
  /** Fails with the codes of `flow.ts`, `ticket.fieldsMissing` (and the fields) or `ticket.conflict`. */
  carryOut: procedure
    .input(z.strictObject({ commandId: idSchema, command: ticketCommandSchema }))
    .output(ticketSchema),
};

/** What is typed and not yet saved, kept against a crash. */
export const draftsDeskContract = {
  get: procedure.input(z.strictObject({ draftKey: idSchema })).output(draftSchema.nullable()),
  save: procedure.input(draftSchema.omit({ savedAt: true })).output(draftSchema),
  remove: procedure.input(z.strictObject({ draftKey: idSchema })).output(z.void()),
};
