import { z } from 'zod';
import type { CallQuality, CallRecord, CallView, RecordingLight } from '../../domain/calls/call.ts';
import { idSchema, line, millis, errorCodeSchema, callerNumberSchema } from '../base-schemas.ts';

/** Calls and their records as they cross boundaries. */

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
export const endReasonSchema = z.enum(endReasons);

const recordingLightSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('starting') }),
  z.strictObject({ kind: z.literal('recording'), recordingId: idSchema, bytesOnDisk: millis }),
  z.strictObject({ kind: z.literal('failed'), code: errorCodeSchema }),
]) satisfies z.ZodType<RecordingLight>;

const callQualitySchema = z.strictObject({
  mos: z.number().min(1).max(5).nullable(),
  lossPercent: z.number().min(0).max(100),
  jitterMs: z.number().min(0),
  rttMs: z.number().min(0).nullable(),
  sentLossPercent: z.number().min(0).max(100).optional(),
  worstMos: z.number().min(1).max(5).optional(),
}) satisfies z.ZodType<CallQuality>;

const directionSchema = z.enum(['inbound', 'outbound']);

export const callViewSchema = z.strictObject({
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
  secondPathAt: millis.optional(),
  handedOverBy: callerNumberSchema.optional(),
}) satisfies z.ZodType<CallView>;

export const callRecordSchema = z.strictObject({
  callId: idSchema,
  direction: directionSchema,
  number: callerNumberSchema,
  lineName: line(80),
  queuedMs: millis.nullable(),
  agentWorkNo: line(16),
  ticketIds: z.array(idSchema).max(1000).readonly(),
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
  handedOverBy: callerNumberSchema.optional(),
}) satisfies z.ZodType<CallRecord>;
