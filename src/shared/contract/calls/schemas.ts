import { z } from 'zod';
import { exactly } from '../exactly.ts';
import {
  type CallPutAway,
  type CallQuality,
  type CallRecord,
  type CallView,
  type RecordingLight,
  mostTicketsOfCall,
} from '../../domain/calls/call.ts';
import { callResults } from '../../domain/calls/call-result.ts';
import type { CallerNumber } from '../../domain/calls/caller-number.ts';
import { errorCodeSchema, idSchema, line, millis } from '../base-schemas.ts';
import { heardSchema, recordingSchema } from '../recordings/schemas.ts';
import { since } from '../since.ts';

/** Calls and their records as they cross boundaries. */

export const callerNumberSchema = exactly<CallerNumber>()(
  z.strictObject({
    raw: line(128),
    key: line(32).nullable(),
    display: line(64),
    kind: z.enum(['mobile', 'landline', 'service', 'extension', 'foreign', 'anonymous', 'unknown']),
  }),
);

const endReasons = [
  'agentHungUp',
  'citizenHungUp',
  'missed',
  'declined',
  'cancelled',
  'busy',
  'noAnswer',
  'failed',
  'connectionLost',
  'deskDied',
  'transferred',
  'toSurvey',
  'merged',
] as const;
const endReasonSchema = z.enum(endReasons);

const recordingLightSchema = exactly<RecordingLight>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('starting') }),
    z.strictObject({ kind: z.literal('recording'), recordingId: idSchema, bytesOnDisk: millis }),
    z.strictObject({ kind: z.literal('failed'), code: errorCodeSchema }),
  ]),
);

const callQualitySchema = exactly<CallQuality>()(
  z.strictObject({
    mos: z.number().min(1).max(5).nullable(),
    lossPercent: z.number().min(0).max(100),
    jitterMs: z.number().min(0),
    rttMs: z.number().min(0).nullable(),
    sentLossPercent: z.number().min(0).max(100).optional(),
    worstMos: z.number().min(1).max(5).optional(),
  }),
);

const directionSchema = z.enum(['inbound', 'outbound']);

export const callResultSchema = z.enum(callResults);

export const callViewSchema = exactly<CallView>()(
  z.strictObject({
    callId: idSchema,
    direction: directionSchema,
    number: callerNumberSchema,
    displayName: line(80),
    ticketNo: line(40).nullable(),
    lineName: line(80),
    queuedMs: millis.nullable(),
    state: z.enum(['alerting', 'dialling', 'connected', 'held', 'ended']),
    muted: z.boolean(),
    purpose: z.enum(['plain', 'consult', 'conference']),
    servesCallId: idSchema.nullable(),
    joinedWith: idSchema.nullable(),
    transferredTo: line(40).nullable(),
    silenced: z.boolean(),
    transferring: z.boolean(),
    heldBy: z.enum(['nobody', 'agent', 'citizen', 'both']),
    startedAt: millis,
    answeredAt: millis.nullable(),
    endedAt: millis.nullable(),
    endReason: endReasonSchema.nullable(),
    endCode: errorCodeSchema.optional(),
    recording: recordingLightSchema,
    quality: callQualitySchema.nullable(),
    soundFault: errorCodeSchema.optional(),
    changeRefused: z.strictObject({ code: errorCodeSchema, at: millis }).optional(),
    strayHangUpAt: millis.optional(),
    heldSince: millis.optional(),
    secondPathAt: millis.optional(),
    handedOverBy: callerNumberSchema.optional(),
  }),
);

const callPutAwaySchema = exactly<CallPutAway>()(
  z.strictObject({ at: millis, workNo: line(16), reason: line(200) }),
);

export const callRecordSchema = exactly<CallRecord>()(
  z.strictObject({
    callId: idSchema,
    direction: directionSchema,
    number: callerNumberSchema,
    lineName: line(80),
    queuedMs: millis.nullable(),
    agentWorkNo: line(16),
    ticketIds: z.array(idSchema).max(mostTicketsOfCall).readonly(),
    startedAt: millis,
    answeredAt: millis.nullable(),
    endedAt: millis.nullable(),
    talkMs: millis,
    heldMs: millis,
    endReason: endReasonSchema.nullable(),
    recordingId: idSchema.nullable(),
    noRecordingReason: errorCodeSchema.nullable(),
    quality: callQualitySchema.nullable(),
    transferredTo: line(40).optional(),
    servesCallId: idSchema.optional(),
    secondPathAt: millis.optional(),
    handedOverBy: since(1, callerNumberSchema.optional()),
    result: since(2, callResultSchema.nullable().optional()),
    note: since(2, line(500).optional()),
    putAway: since(2, callPutAwaySchema.optional()),
  }),
);

/** The call that a ticket is linked to. */
export const callLinkSchema = z
  .strictObject({ callId: idSchema, recordingId: idSchema.nullable() })
  .nullable();

/** One call of the list in 通话 and 录音. `recording: null` = never answered, or see `call.noRecordingReason`. */
export const callListItemSchema = z.strictObject({
  call: callRecordSchema,
  agentName: line(80),
  ticketNos: z.array(z.string()),
  recording: recordingSchema.nullable(),
  /** Present, for the lead, when another desk says that the call is its own: what it has brought. A matter to look into. */
  otherRecordings: since(1, z.array(recordingSchema).optional()),
  /** Present, for the lead at a proven desk, when the call's own times cannot be right (the desk's clock): when the hub got it. */
  timesDoubtedAt: since(1, z.int().min(0).optional()),
  /** Who has heard how much of its recording; for the lead, absent where nobody has. */
  heard: since(2, z.array(heardSchema).max(50).optional()),
});
export type CallListItem = z.infer<typeof callListItemSchema>;

export const callListFilterSchema = z.strictObject({
  from: z.int().min(0).nullable(),
  to: z.int().min(0).nullable(),
  agentWorkNo: line(16).nullable(),
  direction: directionSchema.nullable(),
  /** Part of a number or a ticket number. */
  text: line(40),
  /** Only calls with a recording in one of these states; empty = all calls. */
  recordingStates: z.array(recordingSchema.shape.state).max(20),
  /** Only calls that ended so; empty or absent = all. */
  endReasons: z.array(endReasonSchema).max(20).optional(),
  /** Only calls that were talked (`true`) or never were (`false`). */
  answered: z.boolean().optional(),
  /** Only calls with (`true`) or without (`false`) a recording. */
  recorded: z.boolean().optional(),
  /** `true`: only calls that owe their result (`owesResult`). A hub of before contract 2 is not asked for them. */
  owed: since(2, z.literal(true).optional()),
  limit: z.int().min(1).max(200),
  offset: z.int().min(0),
});
export type CallListFilter = z.infer<typeof callListFilterSchema>;
