import { z } from 'zod';
import {
  type OfficerLine,
  officerDecisions,
  officerScopes,
} from '../../domain/tickets/officer-view.ts';
import {
  ticketFlags,
  ticketKinds,
  ticketSources,
  ticketStates,
} from '../../domain/tickets/ticket.ts';
import { errorCodeSchema, idSchema, line, millis, text } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { ticketSchema } from '../tickets/schemas.ts';
import { clockSchema, supervisionShape } from '../tickets/work-schemas.ts';

/** What goes between the officer's page and the hub. Both are of one build: the hub serves the page. */

const lineSchema = exactly<OfficerLine>()(
  z.strictObject({
    ticketId: idSchema,
    ticketNo: text(40),
    state: z.enum(ticketStates),
    source: z.enum(ticketSources),
    kind: z.enum(ticketKinds).nullable(),
    categoryCode: text(64).nullable(),
    flags: z.array(z.enum(ticketFlags)).readonly(),
    district: text(40).nullable(),
    content: z.string(),
    departmentId: text(64).nullable(),
    decision: z.enum(officerDecisions).nullable(),
    clock: clockSchema.nullable(),
    dueAt: millis.nullable(),
    isOpen: z.boolean(),
  }),
);

export const officerListInput = z.strictObject({
  scope: z.enum(officerScopes),
  /** `null` = any, of these three. */
  state: z.enum(ticketStates).nullable(),
  source: z.enum(ticketSources).nullable(),
  departmentId: text(64).nullable(),
  /** A number of ours or of the city, from its beginning; the citizen's whole telephone number; or words. `''` = any. */
  text: line(60),
  limit: z.int().min(1).max(100),
  offset: z.int().min(0).max(100_000),
});
export type OfficerQuery = z.infer<typeof officerListInput>;

const count = z.int().min(0);
export const officerListSchema = z.strictObject({
  /** `false` = after an upgrade some tickets are not in lists and counts yet. */
  isWhole: z.boolean(),
  /** What waits for the officer first, then the open ones by their deadline. */
  items: z.array(lineSchema),
  total: count,
  /** Of all tickets, whatever was asked for. */
  counts: z.strictObject({
    decide: count,
    overdue: count,
    dueToday: count,
    supervised: count,
    open: count,
    all: count,
  }),
  /** The hub's time. */
  now: millis,
});

/** `ticket`: its texts covered, unless it was uncovered. */
export const officerTicketSchema = z.strictObject({
  ticket: ticketSchema,
  isCovered: z.boolean(),
  mayUncover: z.boolean(),
});

export const uncoverInput = z.strictObject({
  ticketId: idSchema,
  /** Goes into the audit. */
  reason: line(200).regex(/\S/),
});

const reason = line(500).regex(/\S/);

/** What an officer may do; the others of `TicketAction` are not even read here. */
const officerActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approve'), decidedBy: line(80), authority: line(200) }),
  z.strictObject({ kind: z.literal('sendReturn') }),
  z.strictObject({ kind: z.enum(['sendBack', 'keepReturn', 'endSupervision']), reason }),
  z.strictObject({
    kind: z.literal('confirmApplication'),
    applicationId: idSchema,
    agrees: z.boolean(),
    words: line(500),
  }),
  z.strictObject({ kind: z.literal('supervise'), ...supervisionShape }),
]);

/** `revision`: of the ticket as it was shown; one that the hub has not given yet is refused. */
export const officerActInput = z.strictObject({
  commandId: idSchema,
  ticketId: idSchema,
  revision: z.int().min(0),
  action: officerActionSchema,
});
export type OfficerActAsked = z.infer<typeof officerActInput>;

/** As `hubCommandResultSchema`, without the ticket. */
export const officerAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted') }),
  z.strictObject({ kind: z.literal('refused'), code: errorCodeSchema }),
]);
export type OfficerAnswer = z.infer<typeof officerAnswerSchema>;
