import { z } from 'zod';
import { ticketOrders } from '../../domain/tickets/ticket-lists.ts';
import { ticketFlags, ticketKinds, ticketStates } from '../../domain/tickets/ticket.ts';
import { procedure } from '../base.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import {
  mergeAnswerSchema,
  mergeOrderSchema,
  setAskSchema,
  setPreviewSchema,
} from './merge-schemas.ts';
import { draftSchema, ticketCommandSchema, ticketSchema } from './schemas.ts';

/** Most drafts that are listed; older ones come back when their tickets are opened. */
export const draftListLimit = 200;

export const ticketsDeskContract = {
  get: procedure.input(z.strictObject({ ticketId: idSchema })).output(ticketSchema),
  /** One page of this desk's copy, and how many fit in all. Whatever is absent narrows nothing. */
  list: procedure
    .input(
      z.strictObject({
        text: line(100),
        /** Empty = all. */
        states: z.array(z.enum(ticketStates)).max(20),
        /**
         * What the person who asks has opened; or the day's work: of that what is open, what the desk has to do next, closed tickets that
         * owe a call-back, and for the lead what has been taken to him because it runs late.
         */
        of: z.enum(['mine', 'day']).nullable().optional(),
        /** Open, with a deadline before this moment. */
        dueBefore: millis.nullable().optional(),
        categoryCode: line(64).nullable().optional(),
        district: line(32).nullable().optional(),
        kind: z.enum(ticketKinds).nullable().optional(),
        flag: z.enum(ticketFlags).nullable().optional(),
        /** What breaks first stands first, unless said otherwise. */
        sort: z.strictObject({ by: z.enum(ticketOrders), descending: z.boolean() }).optional(),
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
  /** What an act on many tickets would do, by this desk's copy: which it can, and of the others why not. Changes nothing. */
  preview: procedure.input(setAskSchema).output(setPreviewSchema),
  /**
   * 并单, 拆单: kept on disk and sent to the hub, which decides. Waits a moment for its answer. Fails, and keeps nothing, with what this
   * desk's copy already says against all of it.
   */
  merge: procedure
    .input(z.strictObject({ commandId: idSchema, order: mergeOrderSchema }))
    .output(mergeAnswerSchema),
  /**
   * Takes back the closing of this ticket that has not left the desk (`DeskState.undoable`): the ticket of before, `null` when
   * the closing had made it, and what went with it as a draft again. Fails with `ticket.undoTooLate`.
   */
  undoClose: procedure
    .input(z.strictObject({ ticketId: idSchema }))
    .output(z.strictObject({ ticket: ticketSchema.nullable(), draft: draftSchema.nullable() })),
  /** Asks the hub to note that the covered number is shown; throws its codes, and then it is to stay covered. ADR 0209. */
  numberShown: procedure.input(z.strictObject({ ticketId: idSchema })).output(z.void()),
  /** Asks the hub to note that the ticket is printed; throws its codes, and then nothing is. ADR 0251. */
  printed: procedure.input(z.strictObject({ ticketId: idSchema })).output(z.void()),
};

/** What is typed and not yet saved, kept against a crash. */
export const draftsDeskContract = {
  get: procedure.input(z.strictObject({ draftKey: idSchema })).output(draftSchema.nullable()),
  /** All that the signed in person has typed and not saved, newest first. */
  list: procedure.output(z.array(draftSchema).max(draftListLimit)),
  save: procedure.input(draftSchema.omit({ savedAt: true })).output(draftSchema),
  remove: procedure.input(z.strictObject({ draftKey: idSchema })).output(z.void()),
};
