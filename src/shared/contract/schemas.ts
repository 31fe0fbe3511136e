import { z } from 'zod';
import {
  type CallQuality,
  type CallRecord,
  type CallView,
  type RecordingLight,
} from '../domain/call.ts';
import type { CallerNumber } from '../domain/caller-number.ts';
import type { DeskState, Draft, Levels, Problem, SyncStatus } from '../domain/desk-state.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../domain/knowledge.ts';
import type { PhoneCommand, PhoneConfig, PhoneSnapshot } from '../domain/phone-state.ts';
import type { Pop, PopTicket } from '../domain/pop.ts';
import type { Recording, RecordingEvent, RecordingTimeline } from '../domain/recording.ts';
import {
  type Citation,
  type Intake,
  type Ticket,
  closeWays,
  ticketFlags,
  ticketKinds,
  ticketSources,
  ticketStates,
} from '../domain/ticket.ts';
import { type User, roles } from '../domain/user.ts';
import { errorCodes } from '../error-codes.ts';

/** Schemas of the values that cross boundaries. Each `satisfies` its domain type, so that they cannot drift apart. */

export const idSchema = z.uuid();
const millis = z.int().min(0);
const text = (max: number) => z.string().max(max);

export const errorCodeSchema = z.enum(errorCodes);

export const userSchema = z.strictObject({
  userId: idSchema,
  workNo: z.string().regex(/^[0-9A-Za-z]{1,16}$/),
  displayName: text(40),
  role: z.enum(roles),
}) satisfies z.ZodType<User>;

export const callerNumberSchema = z.strictObject({
  raw: text(128),
  key: text(32).nullable(),
  display: text(64),
  kind: z.enum(['mobile', 'landline', 'service', 'extension', 'foreign', 'anonymous', 'unknown']),
}) satisfies z.ZodType<CallerNumber>;

const citationSchema = z.strictObject({
  entryId: idSchema,
  entryNo: text(16),
  version: z.int().min(1),
  title: text(200),
}) satisfies z.ZodType<Citation>;

const intakeShape = {
  kind: z.enum(ticketKinds).nullable(),
  categoryCode: text(64).nullable(),
  district: text(32).nullable(),
  address: text(200),
  content: text(4000),
  answer: text(4000),
  citations: z.array(citationSchema).max(20).readonly(),
  requesterName: text(40),
  requesterNumber: text(64),
};
export const intakeSchema = z.strictObject(intakeShape) satisfies z.ZodType<Intake>;

const deadlineSchema = z.strictObject({ dueAt: millis, rule: text(200) });

export const ticketSchema = z.strictObject({
  ...intakeShape,
  ticketId: idSchema,
  ticketNo: text(40),
  source: z.enum(ticketSources),
  state: z.enum(ticketStates),
  flags: z.array(z.enum(ticketFlags)).readonly(),
  numberKey: text(32).nullable(),
  handler: text(80),
  urgedCount: z.int().min(0),
  deadline: deadlineSchema.nullable(),
  openedAt: millis,
  updatedAt: millis,
  closedAt: millis.nullable(),
  closedAs: z.enum(closeWays).nullable(),
  closedByWorkNo: text(16).nullable(),
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
        byWorkNo: text(16),
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
        note: text(1000),
      }),
    )
    .readonly(),
  revision: z.int().min(0),
}) satisfies z.ZodType<Ticket>;

export const knowledgeEntrySchema = z.strictObject({
  entryId: idSchema,
  entryNo: text(16),
  version: z.int().min(1),
  title: text(200),
  body: text(20_000),
  answer: text(4000),
  categoryCode: text(64),
  synonyms: z.array(text(40)).readonly(),
  validFrom: millis,
  validUntil: millis.nullable(),
  updatedAt: millis,
}) satisfies z.ZodType<KnowledgeEntry>;

export const knowledgeHitSchema = z.strictObject({
  entry: knowledgeEntrySchema,
  excerpt: text(400),
  words: z.array(text(40)).readonly(),
}) satisfies z.ZodType<KnowledgeHit>;

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
] as const;

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
}) satisfies z.ZodType<CallQuality>;

const directionSchema = z.enum(['inbound', 'outbound']);

const callViewSchema = z.strictObject({
  callId: idSchema,
  direction: directionSchema,
  number: callerNumberSchema,
  displayName: text(80),
  ticketNo: text(40).nullable(),
  lineName: text(80),
  queuedMs: millis.nullable(),
  state: z.enum(['alerting', 'dialling', 'connected', 'held', 'ended']),
  muted: z.boolean(),
  heldBy: z.enum(['nobody', 'agent', 'citizen', 'both']),
  startedAt: millis,
  answeredAt: millis.nullable(),
  endedAt: millis.nullable(),
  endReason: z.enum(endReasons).nullable(),
  recording: recordingLightSchema,
  quality: callQualitySchema.nullable(),
  soundFault: errorCodeSchema.optional(),
}) satisfies z.ZodType<CallView>;

export const callRecordSchema = z.strictObject({
  callId: idSchema,
  direction: directionSchema,
  number: callerNumberSchema,
  lineName: text(80),
  queuedMs: millis.nullable(),
  agentWorkNo: text(16),
  ticketIds: z.array(idSchema).readonly(),
  startedAt: millis,
  answeredAt: millis.nullable(),
  endedAt: millis.nullable(),
  talkMs: millis,
  heldMs: millis,
  endReason: z.enum(endReasons).nullable(),
  recordingId: idSchema.nullable(),
  noRecordingReason: errorCodeSchema.nullable(),
  quality: callQualitySchema.nullable(),
}) satisfies z.ZodType<CallRecord>;

const registrationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unregistered') }),
  z.strictObject({ kind: z.literal('connecting'), attempt: millis }),
  z.strictObject({ kind: z.literal('registering'), attempt: millis }),
  z.strictObject({
    kind: z.literal('registered'),
    sinceAt: millis,
    provenAt: millis,
    expiresAt: millis,
    warning: errorCodeSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('retryWait'),
    code: errorCodeSchema,
    retryAt: millis,
    attempt: millis,
  }),
  z.strictObject({ kind: z.literal('stopped'), code: errorCodeSchema }),
]);

export const phoneSnapshotSchema = z.strictObject({
  registration: registrationSchema,
  microphone: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unknown') }),
    z.strictObject({ kind: z.literal('ready'), label: text(200) }),
    z.strictObject({ kind: z.literal('failed'), code: errorCodeSchema }),
  ]),
  calls: z.array(callViewSchema).max(16).readonly(),
}) satisfies z.ZodType<PhoneSnapshot>;

export const phoneCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dial'),
    callId: idSchema,
    number: z.string().regex(/^\+?[0-9*#]{1,32}$/),
    ticketNo: text(40).nullable(),
  }),
  z.strictObject({ kind: z.literal('answer'), callId: idSchema }),
  z.strictObject({ kind: z.literal('decline'), callId: idSchema }),
  z.strictObject({ kind: z.literal('hangUp'), callId: idSchema }),
  z.strictObject({ kind: z.literal('mute'), callId: idSchema, muted: z.boolean() }),
  z.strictObject({ kind: z.literal('hold'), callId: idSchema }),
  z.strictObject({ kind: z.literal('retrieve'), callId: idSchema }),
  z.strictObject({
    kind: z.literal('sendDtmf'),
    callId: idSchema,
    digits: z.string().regex(/^[0-9A-D*#]{1,32}$/),
  }),
]) satisfies z.ZodType<PhoneCommand>;

export const phoneConfigSchema = z.strictObject({
  serverUrl: z.url({ protocol: /^wss?$/ }),
  domain: z.string().min(1).max(255),
  extension: z.string().regex(/^[0-9A-Za-z._-]{1,64}$/),
  secret: text(256),
  displayName: text(80),
  iceServers: z
    .array(
      z.strictObject({
        urls: text(255),
        username: text(255).optional(),
        credential: text(255).optional(),
      }),
    )
    .readonly(),
  registerExpiresSeconds: z.int().min(30).max(7200),
  dtmf: z.enum(['rfc4733', 'info']),
}) satisfies z.ZodType<PhoneConfig>;

export const recordingSchema = z.strictObject({
  recordingId: idSchema,
  callId: idSchema,
  agentWorkNo: text(16),
  startedAt: millis,
  durationMs: millis,
  byteLength: millis,
  state: z.enum(['writing', 'closed', 'uploading', 'synced', 'damaged']),
  uploadedBytes: millis,
  syncedAt: millis.nullable(),
  error: errorCodeSchema.nullable(),
}) satisfies z.ZodType<Recording>;

export const recordingEventSchema = z.strictObject({
  recordingId: idSchema,
  callId: idSchema,
  at: millis,
  kind: z.enum([
    'started',
    'notStarted',
    'stopped',
    'silent',
    'soundReturned',
    'finished',
    'recovered',
  ]),
  code: errorCodeSchema.nullable(),
}) satisfies z.ZodType<RecordingEvent>;

export const recordingTimelineSchema = z.strictObject({
  recordingId: idSchema,
  durationMs: millis,
  stepMs: z.int().min(1),
  agentPeaks: z.array(z.int().min(0).max(100)).readonly(),
  citizenPeaks: z.array(z.int().min(0).max(100)).readonly(),
  marks: z
    .array(
      z.strictObject({
        kind: z.enum(['hold', 'mute', 'trackSwap', 'gap', 'silence']),
        fromMs: millis,
        toMs: millis,
      }),
    )
    .readonly(),
}) satisfies z.ZodType<RecordingTimeline>;

const popTicketSchema = ticketSchema.pick({
  ticketId: true,
  ticketNo: true,
  state: true,
  kind: true,
  categoryCode: true,
  district: true,
  address: true,
  content: true,
  flags: true,
  handler: true,
  deadline: true,
  openedAt: true,
  closedAt: true,
  closedAs: true,
  satisfaction: true,
  requesterName: true,
}) satisfies z.ZodType<PopTicket>;

const popSchema = z.strictObject({
  callId: idSchema,
  number: callerNumberSchema,
  match: z.enum(['named', 'one', 'several', 'none']),
  ticketId: idSchema.nullable(),
  tickets: z.array(popTicketSchema).max(50).readonly(),
  requesterName: text(40),
  district: text(32).nullable(),
  address: text(200),
  repeatCount: z.int().min(1),
  firstCallAt: millis.nullable(),
}) satisfies z.ZodType<Pop>;

export const levelsSchema = z.strictObject({
  callId: idSchema,
  agent: z.number().min(0).max(100),
  citizen: z.number().min(0).max(100),
}) satisfies z.ZodType<Levels>;

const syncStatusSchema = z.strictObject({
  hub: z.enum(['online', 'offline', 'unauthorised']),
  recordingsWaiting: millis,
  uploading: z.strictObject({ sentBytes: millis, totalBytes: millis }).nullable(),
  lastSyncedAt: millis.nullable(),
  commandsWaiting: millis,
  replicaAt: millis.nullable(),
  error: errorCodeSchema.nullable(),
}) satisfies z.ZodType<SyncStatus>;

const problemSchema = z.strictObject({
  problemId: text(80),
  code: errorCodeSchema,
  since: millis,
  callId: idSchema.nullable(),
  detail: text(400),
}) satisfies z.ZodType<Problem>;

export const deskStateSchema = z.strictObject({
  user: userSchema.nullable(),
  phone: phoneSnapshotSchema,
  phoneConnected: z.boolean(),
  pop: popSchema.nullable(),
  sync: syncStatusSchema,
  problems: z.array(problemSchema).readonly(),
  disk: z.strictObject({ freeBytes: millis, enough: z.boolean() }).nullable(),
}) satisfies z.ZodType<DeskState>;

export const draftSchema = z.strictObject({
  draftKey: idSchema,
  body: intakeSchema,
  savedAt: millis,
}) satisfies z.ZodType<Draft<Intake>>;

export const credentialsSchema = z.strictObject({
  workNo: z.string().regex(/^[0-9A-Za-z]{1,16}$/),
  password: z.string().min(1).max(200),
});
