import { z } from 'zod';
import { type DepartmentFigures, measuredSteps } from '../../domain/tickets/department-figures.ts';
import {
  type DepartmentLine,
  type DepartmentTicket,
  departmentTabs,
} from '../../domain/tickets/department-view.ts';
import { flowActs } from '../../domain/tickets/flow-acts.ts';
import { ticketFlags, ticketKinds, ticketStates } from '../../domain/tickets/ticket.ts';
import { applicationKinds, applicationStates } from '../../domain/tickets/ticket-work.ts';
import { errorCodeSchema, idSchema, line, lines, millis, text } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { attachActionSchema, detachActionSchema } from '../tickets/action-schemas.ts';
import {
  applicationShape,
  attachedFileShape,
  clockSchema,
  resultShape,
} from '../tickets/work-schemas.ts';

/** What goes between the departments' page and the hub. Both are of one build: the hub serves the page. */

const lineShape = {
  ticketId: idSchema,
  ticketNo: text(40),
  revision: z.int().min(0),
  state: z.enum(ticketStates),
  tab: z.enum(departmentTabs),
  kind: z.enum(ticketKinds).nullable(),
  categoryCode: text(64).nullable(),
  flags: z.array(z.enum(ticketFlags)).readonly(),
  district: text(40).nullable(),
  address: z.string(),
  content: z.string(),
  clock: clockSchema.nullable(),
  dueAt: millis.nullable(),
  updatedAt: millis,
};

const lineSchema = exactly<DepartmentLine>()(z.strictObject(lineShape));

export const departmentTicketSchema = exactly<DepartmentTicket>()(
  z.strictObject({
    ...lineShape,
    openedAt: millis,
    requesterName: z.string(),
    requesterNumber: z.string(),
    mayBeShown: z.boolean(),
    isLead: z.boolean(),
    leadId: text(64),
    assistIds: z.array(text(64)).readonly(),
    instruction: z.string(),
    assignedAt: millis,
    signedAt: millis.nullable(),
    firstContactAt: millis.nullable(),
    clocks: z.array(clockSchema).readonly(),
    results: z
      .array(
        z.strictObject({
          at: millis,
          facts: z.string(),
          cause: z.string(),
          action: z.string(),
          doneOn: z.string(),
          internal: z.string(),
          publicReply: z.string(),
        }),
      )
      .readonly(),
    applications: z
      .array(
        z.strictObject({
          applicationId: idSchema,
          what: z.enum(applicationKinds),
          reason: z.string(),
          basis: z.string(),
          newDueAt: millis.nullable(),
          suggestedOwner: z.string(),
          state: z.enum(applicationStates),
          at: millis,
          isGranted: z.boolean().optional(),
          answer: z.string(),
        }),
      )
      .readonly(),
    messages: z
      .array(z.strictObject({ at: millis, from: z.enum(['desk', 'department']), text: z.string() }))
      .readonly(),
    course: z
      .array(z.strictObject({ at: millis, act: z.enum(flowActs), note: z.string() }))
      .readonly(),
    attachments: z
      .array(
        z.strictObject({
          ...attachedFileShape,
          fileName: z.string(),
          at: millis,
          isOwn: z.boolean(),
          fromCity: z.literal(true).optional(),
        }),
      )
      .readonly(),
  }),
);

export const departmentListInput = z.strictObject({
  tab: z.enum(departmentTabs),
  limit: z.int().min(1).max(100),
  offset: z.int().min(0).max(100_000),
});

const count = z.int().min(0);
export const departmentListSchema = z.strictObject({
  /** What runs out first stands first; of what is done, the newest. */
  items: z.array(lineSchema),
  counts: z.strictObject({ toSign: count, inHandling: count, withDesk: count, done: count }),
  /** The hub's time, by which clocks are shown: that of the machine before the page may be wrong. */
  now: millis,
});

/** What a department may do; the others of `TicketAction` are not even read here. */
const departmentActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('departmentSign') }),
  z.strictObject({ kind: z.literal('firstContact'), isReached: z.boolean(), note: line(500) }),
  z.strictObject({ kind: z.literal('submitResult'), ...resultShape }),
  z.strictObject({ kind: z.literal('apply'), applicationId: idSchema, ...applicationShape }),
  z.strictObject({ kind: z.literal('message'), text: line(1000).regex(/\S/) }),
  attachActionSchema,
  detachActionSchema,
]);

/** `revision`: of the ticket as it was shown; one that the hub has not given yet is refused. */
export const departmentActInput = z.strictObject({
  commandId: idSchema,
  ticketId: idSchema,
  revision: z.int().min(0),
  action: departmentActionSchema,
});
export type DepartmentAct = z.infer<typeof departmentActInput>;

/** As `hubCommandResultSchema`, without the ticket. */
export const departmentAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted') }),
  z.strictObject({ kind: z.literal('refused'), code: errorCodeSchema }),
]);
export type DepartmentAnswer = z.infer<typeof departmentAnswerSchema>;

/** Uncovered. */
export const citizenSchema = z.strictObject({
  requesterName: lines(200),
  requesterNumber: lines(200),
  address: z.string(),
  content: z.string(),
});

/** A calendar month in Shanghai. */
export const departmentFiguresInput = z.strictObject({
  month: z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/),
});

const stepFigureSchema = z.strictObject({ inTime: count, late: count, open: count });
export const departmentFiguresSchema = exactly<DepartmentFigures & { readonly now: number }>()(
  z.strictObject({
    received: count,
    steps: z.strictObject({
      departmentSign: stepFigureSchema,
      firstContact: stepFigureSchema,
      result: stepFigureSchema,
    }),
    sentBack: count,
    rated: count,
    satisfied: count,
    late: z
      .array(
        z.strictObject({
          ticketId: idSchema,
          ticketNo: text(40),
          step: z.enum(measuredSteps),
          dueAt: millis,
          doneAt: millis.nullable(),
        }),
      )
      .readonly(),
    /** The hub's time. */
    now: millis,
  }),
);
