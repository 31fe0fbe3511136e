import { stepFieldNames } from '../../domain/tickets/step-fields.ts';
import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type { Draft } from '../../domain/desk/desk-state.ts';
import { flowActs } from '../../domain/tickets/flow-acts.ts';
import {
  type Ticket,
  closeWays,
  courseKinds,
  ticketFlags,
  ticketSources,
  ticketStates,
} from '../../domain/tickets/ticket.ts';
import type { TicketBase, TicketCommand } from '../../domain/tickets/ticket-command.ts';
import { ticketNoPattern } from '../../domain/tickets/ticket-no.ts';
import { ticketActionSchema } from './action-schemas.ts';
import { intakeSchema, intakeShape } from './intake-schemas.ts';
import { satisfactionSchema, workSchema } from './work-schemas.ts';
import { callLinkSchema } from '../calls/schemas.ts';
import { since } from '../since.ts';
import { idSchema, line, lines, millis, text } from '../base-schemas.ts';

/** Tickets and drafts as they cross boundaries. */

/** A ticket number in a command. Kept rows and what a PBX said are read by their length only: an odd old number stays readable. */
export const ticketNoSchema = z.string().regex(ticketNoPattern);

const deadlineSchema = z.strictObject({
  dueAt: millis,
  rule: line(200),
  provisional: since(1, z.literal(true).optional()),
  ruleId: since(3, line(40).optional()),
  calendar: since(3, line(40).optional()),
  limits: since(3, z.int().min(1).optional()),
});

export const ticketBaseSchema = exactly<TicketBase>()(
  z.strictObject({
    revision: z.int().min(0),
    intake: intakeSchema,
  }),
);

/** From the button to the hub's journal. */
export const ticketCommandSchema = exactly<TicketCommand>()(
  z.strictObject({
    ticketId: idSchema,
    ticketNo: ticketNoSchema,
    base: ticketBaseSchema.nullable(),
    call: callLinkSchema,
    action: ticketActionSchema,
  }),
);

export const ticketSchema = exactly<Ticket>()(
  z.strictObject({
    ...intakeShape,
    ticketId: idSchema,
    ticketNo: text(40),
    source: z.enum(ticketSources),
    state: z.enum(ticketStates),
    flags: z.array(z.enum(ticketFlags)).readonly(),
    numberKey: line(32).nullable(),
    handler: line(80),
    urgedCount: z.int().min(0),
    deadline: deadlineSchema.nullable(),
    openedAt: millis,
    updatedAt: millis,
    closedAt: millis.nullable(),
    closedAs: z.enum(closeWays).nullable(),
    closedByWorkNo: line(16).nullable(),
    callbackOwed: z.boolean(),
    satisfaction: satisfactionSchema.nullable(),
    callIds: z.array(idSchema).readonly(),
    recordingIds: z.array(idSchema).readonly(),
    course: z
      .array(
        z.strictObject({
          eventId: text(80),
          at: millis,
          byWorkNo: line(16),
          kind: z.enum(courseKinds),
          note: lines(1000),
          act: since(3, z.enum(flowActs).optional()),
        }),
      )
      .readonly(),
    work: since(3, workSchema.optional()),
    revision: z.int().min(0),
  }),
);

export const askingSchema = z.strictObject({
  button: line(40),
  reason: line(500),
  step: z
    .strictObject({
      act: z.enum(flowActs),
      values: z.partialRecord(z.enum(stepFieldNames), lines(2000)).readonly(),
    })
    .optional(),
});

export const draftSchema = exactly<Draft>()(
  z.strictObject({
    draftKey: idSchema,
    body: intakeSchema,
    base: ticketBaseSchema.nullable(),
    asking: askingSchema.optional(),
    savedAt: millis,
  }),
);
