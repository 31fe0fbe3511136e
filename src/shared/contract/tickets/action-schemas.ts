import { z } from 'zod';
import {
  type TicketAction,
  auditChecks,
  markableFlags,
  refusalGrounds,
} from '../../domain/tickets/ticket-action.ts';
import { mostAttachments } from '../../domain/tickets/attachments.ts';
import { attachmentUses } from '../../domain/tickets/ticket-work.ts';
import { closeWays } from '../../domain/tickets/ticket.ts';
import { exactly } from '../exactly.ts';
import { idSchema, line, millis } from '../base-schemas.ts';
import { intakeSchema } from './intake-schemas.ts';
import {
  applicationShape,
  answerShape,
  assigneesShape,
  attachedFileShape,
  callbackShape,
  cityFilesSchema,
  escalationShape,
  incidentLinkShape,
  replyShape,
  resultShape,
  supervisionShape,
  trappedSchema,
} from './work-schemas.ts';

/** Words that must say something. */
const said = (max: number) => line(max).regex(/\S/);

const reason = said(500);
const decidedBy = { decidedBy: line(80), authority: line(200) };
const marked = z.array(z.enum(markableFlags)).max(3).readonly();
const judged = { applicationId: idSchema, agrees: z.boolean(), words: line(500) };

export const attachActionSchema = z.strictObject({
  kind: z.literal('attach'),
  files: z.array(z.strictObject(attachedFileShape)).min(1).max(mostAttachments).readonly(),
  forWhat: z.enum(attachmentUses),
  isForDepartment: z.boolean(),
});
export const detachActionSchema = z.strictObject({
  kind: z.literal('detach'),
  attachmentId: idSchema,
  reason,
});

/** One thing done to a ticket, as it crosses every boundary. */
export const ticketActionSchema = exactly<TicketAction>()(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('edit'),
      changes: intakeSchema.partial(),
      // Since contract 3, and not marked so: a hub that would pass over them is to let the command wait, not to forget who joined.
      marks: z.strictObject({ add: marked, remove: marked }).optional(),
      incident: z.strictObject(incidentLinkShape).optional(),
      trapped: trappedSchema.optional(),
    }),
    z.strictObject({
      kind: z.literal('close'),
      changes: intakeSchema.partial(),
      closeAs: z.enum(closeWays),
    }),
    z.strictObject({ kind: z.literal('urge'), reason: said(200) }),
    z.strictObject({ kind: z.enum(['sign', 'selfHandle', 'sendReturn', 'departmentSign']) }),
    z.strictObject({
      kind: z.literal('notAccept'),
      ground: z.enum(refusalGrounds),
      reason,
      channelTold: said(200),
    }),
    z.strictObject({ kind: z.literal('askReturn'), reason, suggestedOwner: said(80) }),
    z.strictObject({
      kind: z.enum([
        'keepReturn',
        'sendBack',
        'endSupervision',
        'rework',
        'correct',
        'cityRejected',
      ]),
      reason,
    }),
    z.strictObject({ kind: z.literal('assign'), ...assigneesShape, ...decidedBy }),
    z.strictObject({ kind: z.enum(['reassign', 'propose']), ...assigneesShape, reason }),
    z.strictObject({ kind: z.literal('approve'), ...decidedBy }),
    z.strictObject({ kind: z.literal('firstContact'), isReached: z.boolean(), note: line(500) }),
    z.strictObject({ kind: z.literal('submitResult'), ...resultShape }),
    z.strictObject({ kind: z.literal('auditPass') }),
    z.strictObject({
      kind: z.literal('auditFail'),
      failed: z.array(z.enum(auditChecks)).min(1).max(4).readonly(),
      reason,
    }),
    z.strictObject({ kind: z.literal('callback'), ...callbackShape }),
    z.strictObject({
      kind: z.literal('reply'),
      ...replyShape,
      // As the marks of `edit`: a hub that does not know it lets the command wait, rather than leave the files behind.
      cityFiles: cityFilesSchema.optional(),
    }),
    z.strictObject({
      kind: z.literal('withdraw'),
      basis: z.enum(['spoken', 'written']),
      words: said(500),
      ...decidedBy,
    }),
    z.strictObject({ kind: z.literal('supervise'), ...supervisionShape }),
    z.strictObject({ kind: z.literal('apply'), applicationId: idSchema, ...applicationShape }),
    z.strictObject({ kind: z.enum(['judgeApplication', 'confirmApplication']), ...judged }),
    z.strictObject({ kind: z.literal('cityAnswered'), ...judged, dueAt: millis.nullable() }),
    z.strictObject({
      kind: z.literal('explainApplication'),
      applicationId: idSchema,
      words: said(500),
      rule: said(200),
    }),
    z.strictObject({ kind: z.literal('message'), text: said(1000) }),
    attachActionSchema,
    detachActionSchema,
    z.strictObject({ kind: z.literal('answerCaller'), ...answerShape }),
    z.strictObject({ kind: z.literal('leaveIncident'), reason }),
    z.strictObject({
      kind: z.literal('cityReturned'),
      isAccepted: z.boolean(),
      words: line(500),
    }),
    z.strictObject({ kind: z.literal('cityRework'), reason, dueAt: millis.nullable() }),
    z.strictObject({ kind: z.enum(['cityConfirmed', 'archive']) }),
    z.strictObject({ kind: z.literal('escalate'), ...escalationShape }),
  ]),
);
