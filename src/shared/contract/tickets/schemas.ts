import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type { Draft } from '../../domain/desk/desk-state.ts';
import {
  type Citation,
  type Intake,
  type Ticket,
  closeWays,
  ticketFlags,
  ticketKinds,
  ticketSources,
  ticketStates,
} from '../../domain/tickets/ticket.ts';
import type { TicketAction } from '../../domain/tickets/flow.ts';
import type { TicketBase, TicketCommand } from '../../domain/tickets/ticket-command.ts';
import { ticketNoPattern } from '../../domain/tickets/ticket-no.ts';
import { callLinkSchema } from '../calls/schemas.ts';
import { since } from '../since.ts';
import { idSchema, line, lines, millis, text } from '../base-schemas.ts';

/** Tickets and drafts as they cross boundaries. */

/** A ticket number in a command. Kept rows and what a PBX said are read by their length only: an odd old number stays readable. */
export const ticketNoSchema = z.string().regex(ticketNoPattern);

const citationSchema = exactly<Citation>()(
  z.strictObject({
    entryId: idSchema,
    entryNo: line(16),
    version: z.int().min(1),
    title: line(200),
    direct: since(2, z.boolean().optional()),
  }),
);

const intakeShape = {
  kind: z.enum(ticketKinds).nullable(),
  categoryCode: line(64).nullable(),
  district: line(32).nullable(),
  address: line(200),
  content: lines(4000),
  answer: lines(4000),
  citations: z.array(citationSchema).max(20).readonly(),
  requesterName: line(40),
  requesterNumber: line(64),
};

export const intakeSchema = exactly<Intake>()(z.strictObject(intakeShape));

const deadlineSchema = z.strictObject({
  dueAt: millis,
  rule: line(200),
  provisional: since(1, z.literal(true).optional()),
  ruleId: since(3, line(40).optional()),
  calendar: since(3, line(40).optional()),
});

export const ticketBaseSchema = exactly<TicketBase>()(
  z.strictObject({
    revision: z.int().min(0),
    intake: intakeSchema,
  }),
);

const ticketActionSchema = exactly<TicketAction>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('edit'), changes: intakeSchema.partial() }),
    z.strictObject({
      kind: z.literal('close'),
      changes: intakeSchema.partial(),
      closeAs: z.enum(closeWays),
    }),
    z.strictObject({ kind: z.literal('urge'), reason: line(200).regex(/\S/) }),
  ]),
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
    satisfaction: z
      .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
      .nullable(),
    callIds: z.array(idSchema).readonly(),
    recordingIds: z.array(idSchema).readonly(),
    course: z
      .array(
        z.strictObject({
          eventId: text(80),
          at: millis,
          byWorkNo: line(16),
          kind: z.enum([
            'opened',
            'edited',
            'callLinked',
            'assigned',
            'urged',
            'result',
            'closed',
            'replied',
            'note',
          ]),
          note: lines(1000),
        }),
      )
      .readonly(),
    revision: z.int().min(0),
  }),
);

export const draftSchema = exactly<Draft>()(
  z.strictObject({
    draftKey: idSchema,
    body: intakeSchema,
    base: ticketBaseSchema.nullable(),
    savedAt: millis,
  }),
);
