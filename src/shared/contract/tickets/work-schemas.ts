import { z } from 'zod';
import { mostAttachments } from '../../domain/tickets/attachments.ts';
import { flowActs } from '../../domain/tickets/flow-acts.ts';
import {
  type TicketWork,
  answerOutcomes,
  applicationKinds,
  applicationStates,
  attachmentTypes,
  attachmentUses,
  callbackContacts,
  clockSteps,
  escalationTargets,
  mergeableStates,
  replyChannels,
  solvedAnswers,
  urgePercents,
} from '../../domain/tickets/ticket-work.ts';
import { trappedAnswers } from '../../domain/incidents/storm-words.ts';
import { exactly } from '../exactly.ts';
import { since } from '../since.ts';
import { idSchema, line, lines, millis, text } from '../base-schemas.ts';

/** Steps of the course as they cross boundaries, and what they leave in the ticket. */

const workNo = line(16);
const departmentId = text(64).regex(/^[a-z0-9.]*$/);
const trace = { at: millis, byWorkNo: workNo };

export const assigneesShape = {
  leadId: departmentId,
  assistIds: z.array(departmentId).max(10).readonly(),
  instruction: line(500),
  phonedTo: line(80),
};

export const resultShape = {
  facts: lines(2000),
  cause: lines(1000),
  action: lines(2000),
  doneOn: text(10).regex(/^\d{4}-\d{2}-\d{2}$/),
  internal: lines(2000),
  publicReply: lines(2000).regex(/\S/),
};

export const satisfactionSchema = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
]);

export const callbackShape = {
  contact: z.enum(callbackContacts),
  solved: z.enum(solvedAnswers).nullable(),
  satisfaction: satisfactionSchema.nullable(),
  note: line(500),
};

/** Attachments that go to the city with a reply. */
export const cityFilesSchema = z.array(idSchema).max(mostAttachments).readonly();

export const replyShape = { text: lines(2000).regex(/\S/), channel: z.enum(replyChannels) };

export const supervisionShape = {
  level: z.enum(['supervised', 'listed']),
  owner: line(80).regex(/\S/),
  dueAt: millis,
  reason: line(500).regex(/\S/),
};

export const escalationShape = {
  to: z.enum(escalationTargets),
  about: z.enum([...clockSteps, 'outer']),
};

export const applicationShape = {
  what: z.enum(applicationKinds),
  reason: line(1000).regex(/\S/),
  basis: line(500),
  newDueAt: millis.nullable(),
  suggestedOwner: line(80),
};

const citySchema = z.strictObject({
  cityNo: line(64),
  dispatchedAt: millis,
  dueAt: millis.nullable(),
  appointed: z.literal(true).optional(),
});

const linkageSchema = z.strictObject({
  caseNo: line(64),
  transferredAt: millis,
  dueAt: millis.nullable(),
});

export const clockSchema = z.strictObject({
  step: z.enum(clockSteps),
  startedAt: millis,
  dueAt: millis,
  ruleId: text(64),
  limits: since(3, z.int().min(1).optional()),
  isGuess: since(3, z.literal(true).optional()),
  urgedAt: since(3, z.union(urgePercents.map((percent) => z.literal(percent))).optional()),
  stoppedAt: millis.optional(),
});

/** An incident as whoever joins it knows it. */
export const incidentLinkShape = {
  incidentId: idSchema,
  stormId: idSchema.nullable(),
  pointId: idSchema.nullable(),
  point: line(200),
};

export const trappedSchema = z.enum(trappedAnswers);

/** What came of a try to reply, and what was said. */
export const answerShape = { outcome: z.enum(answerOutcomes), text: lines(1000) };

const applicationSchema = z.strictObject({
  ...applicationShape,
  applicationId: idSchema,
  state: z.enum(applicationStates),
  ...trace,
  departmentId,
  steps: z
    .array(z.strictObject({ state: z.enum(applicationStates), ...trace, words: line(800) }))
    .readonly(),
  isGranted: z.boolean().optional(),
});

const mergedSchema = z.strictObject({
  ticketId: idSchema,
  ticketNo: text(40),
  cityNo: line(64).optional(),
  dueAt: millis.optional(),
  ...trace,
  splitAt: millis.optional(),
  answeredAt: millis.optional(),
});

const mergedIntoSchema = z.strictObject({
  ticketId: idSchema,
  ticketNo: text(40),
  ...trace,
  reason: line(200),
  stateBefore: z.enum(mergeableStates),
  clocksBefore: z.array(clockSchema).readonly(),
  answeredAt: millis.optional(),
  reply: lines(4000).optional(),
});

export const attachedFileShape = {
  attachmentId: idSchema,
  fileName: line(80).regex(/\S/),
  mediaType: z.enum(attachmentTypes),
  byteLength: z.int().min(1),
  sha256: text(64).regex(/^[0-9a-f]{64}$/),
};

const attachmentSchema = z.strictObject({
  ...attachedFileShape,
  forWhat: z.enum(attachmentUses),
  ...trace,
  departmentId: departmentId.optional(),
  fromCity: z.literal(true).optional(),
  isForDepartment: z.literal(true).optional(),
  removedAt: millis.optional(),
});

/** What the course has brought, beside the form. */
export const workSchema = exactly<TicketWork>()(
  z.strictObject({
    city: citySchema.optional(),
    linkage: linkageSchema.optional(),
    assignment: z
      .strictObject({ ...assigneesShape, ...trace, signedAt: millis.optional() })
      .optional(),
    proposal: z.strictObject({ ...assigneesShape, ...trace, reason: line(500) }).optional(),
    clocks: z.array(clockSchema).readonly(),
    firstContactAt: millis.optional(),
    results: z
      .array(z.strictObject({ ...resultShape, ...trace, departmentId: departmentId.optional() }))
      .readonly(),
    auditFails: z.int().min(0),
    callbacks: z
      .array(z.strictObject({ ...callbackShape, ...trace, callId: idSchema.nullable() }))
      .readonly(),
    reworks: z.int().min(0),
    applications: z.array(applicationSchema).readonly(),
    cityReturn: z
      .strictObject({
        state: z.enum(['asked', 'sent', 'accepted', 'refused', 'kept']),
        reason: line(500),
        suggestedOwner: line(80),
        ...trace,
        words: line(500),
      })
      .optional(),
    returnLocked: z.literal(true).optional(),
    supervision: z
      .strictObject({ ...supervisionShape, ...trace, endedAt: millis.optional() })
      .optional(),
    reply: z
      .strictObject({ ...replyShape, ...trace, cityFiles: since(3, cityFilesSchema.optional()) })
      .optional(),
    decisions: z
      .array(
        z.strictObject({
          act: z.enum(flowActs),
          at: millis,
          decidedBy: line(80),
          authority: line(200),
          typedByWorkNo: workNo,
        }),
      )
      .readonly(),
    messages: z
      .array(
        z.strictObject({
          ...trace,
          from: z.enum(['desk', 'department']),
          departmentId: departmentId.optional(),
          text: line(1000),
        }),
      )
      .readonly(),
    escalations: since(
      3,
      z
        .array(z.strictObject({ ...escalationShape, at: millis }))
        .readonly()
        .optional(),
    ),
    incident: z.strictObject({ ...incidentLinkShape, ...trace }).optional(),
    trapped: trappedSchema.optional(),
    answers: z
      .array(z.strictObject({ ...answerShape, ...trace, callId: idSchema.nullable() }))
      .max(200)
      .readonly()
      .optional(),
    merged: since(3, z.array(mergedSchema).readonly().optional()),
    firstDueAt: since(3, millis.optional()),
    mergedInto: since(3, mergedIntoSchema.optional()),
    attachments: since(3, z.array(attachmentSchema).readonly().optional()),
  }),
);
