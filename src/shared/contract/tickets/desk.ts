import { z } from 'zod';
import { closeWays, ticketStates } from '../../domain/tickets/ticket.ts';
import { procedure } from '../base.ts';
import { idSchema, line } from '../base-schemas.ts';
import { callLinkSchema } from '../calls/schemas.ts';
import { draftSchema, intakeSchema, ticketNoSchema, ticketSchema } from './schemas.ts';

const ticketChange = {
  commandId: idSchema,
  ticketId: idSchema,
  ticketNo: ticketNoSchema,
  intake: intakeSchema,
  call: callLinkSchema,
};

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
  save: procedure.input(z.strictObject(ticketChange)).output(ticketSchema),
  /** Fails with `ticket.fieldsMissing` (and the fields) or `ticket.alreadyClosed`. */
  close: procedure
    .input(z.strictObject({ ...ticketChange, closeAs: z.enum(closeWays) }))
    .output(ticketSchema),
};

/** What is typed and not yet saved, kept against a crash. */
export const draftsDeskContract = {
  get: procedure.input(z.strictObject({ draftKey: idSchema })).output(draftSchema.nullable()),
  save: procedure
    .input(z.strictObject({ draftKey: idSchema, body: intakeSchema }))
    .output(draftSchema),
  remove: procedure.input(z.strictObject({ draftKey: idSchema })).output(z.void()),
};
