import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type { AudioSettings, AudioState } from '../../domain/phone/audio.ts';
import type { CallSettings } from '../../domain/phone/call-settings.ts';
import type {
  PhoneCommand,
  PhoneConfig,
  PhoneSnapshot,
  Proof,
} from '../../domain/phone/phone-state.ts';
import { idSchema, line, millis, text, errorCodeSchema } from '../base-schemas.ts';
import { ticketNoSchema } from '../tickets/schemas.ts';
import { callViewSchema } from '../calls/schemas.ts';

/** What the phone page tells and is told. */

const registrationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unregistered') }),
  z.strictObject({ kind: z.literal('connecting'), attempt: millis }),
  z.strictObject({ kind: z.literal('registering'), attempt: millis }),
  z.strictObject({
    kind: z.literal('registered'),
    sinceAt: millis,
    provenAt: millis,
    expiresAt: millis,
    server: z.enum(['main', 'fallback']).optional(),
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

const deviceId = text(200);

export const audioSettingsSchema = exactly<AudioSettings>()(
  z.strictObject({
    microphoneId: deviceId.nullable(),
    headsetId: deviceId.nullable(),
    ringerIds: z.array(deviceId).max(2).readonly(),
    ringerVolume: z.int().min(0).max(100),
    echoCancellation: z.boolean(),
    noiseSuppression: z.boolean(),
    autoGainControl: z.boolean(),
  }),
);

const devicesSchema = z
  .array(z.strictObject({ deviceId, label: line(200) }))
  .max(32)
  .readonly();

const audioStateSchema = exactly<AudioState>()(
  z.strictObject({
    microphones: devicesSchema,
    outputs: devicesSchema,
    settings: audioSettingsSchema,
    inUse: z.strictObject({
      microphone: line(200).nullable(),
      headset: line(200).nullable(),
      ringers: z.array(line(200)).max(2).readonly(),
    }),
    standIn: z.boolean(),
    headsetButtons: line(200).nullable(),
  }),
);

const proofSchema = exactly<Proof>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unknown') }),
    z.strictObject({ kind: z.literal('ok'), at: millis }),
    z.strictObject({ kind: z.literal('failed'), at: millis, code: errorCodeSchema }),
  ]),
);

export const phoneSnapshotSchema = exactly<PhoneSnapshot>()(
  z.strictObject({
    registration: registrationSchema,
    microphone: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('unknown') }),
      z.strictObject({ kind: z.literal('ready'), label: line(200) }),
      z.strictObject({ kind: z.literal('failed'), code: errorCodeSchema }),
    ]),
    audio: audioStateSchema,
    proofs: z.strictObject({
      microphone: proofSchema,
      ringer: proofSchema,
      recorder: proofSchema,
      testRing: proofSchema,
    }),
    calls: z.array(callViewSchema).max(16).readonly(),
    lostCalls: z.strictObject({ count: z.int().min(1), at: millis }).optional(),
  }),
);

/** What a number may hold on its way to the dial plan. */
const dialledSchema = z.string().regex(/^\+?[0-9*#]{1,32}$/);

const twoCalls = { callId: idSchema, consultCallId: idSchema };

export const phoneCommandSchema = exactly<PhoneCommand>()(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('dial'),
      callId: idSchema,
      number: dialledSchema,
      ticketNo: ticketNoSchema.nullable(),
      consultFor: idSchema.optional(),
    }),
    z.strictObject({ kind: z.literal('answer'), callId: idSchema }),
    z.strictObject({ kind: z.literal('decline'), callId: idSchema }),
    z.strictObject({ kind: z.literal('silence'), callId: idSchema }),
    z.strictObject({ kind: z.literal('hangUp'), callId: idSchema }),
    z.strictObject({ kind: z.literal('mute'), callId: idSchema, muted: z.boolean() }),
    z.strictObject({ kind: z.literal('hold'), callId: idSchema }),
    z.strictObject({ kind: z.literal('retrieve'), callId: idSchema }),
    z.strictObject({
      kind: z.literal('sendDtmf'),
      callId: idSchema,
      digits: z.string().regex(/^[0-9A-D*#]{1,32}$/),
    }),
    z.strictObject({ kind: z.literal('transfer'), callId: idSchema, number: dialledSchema }),
    z.strictObject({ kind: z.literal('toSurvey'), callId: idSchema }),
    z.strictObject({ kind: z.literal('completeTransfer'), ...twoCalls }),
    z.strictObject({ kind: z.literal('cancelConsult'), ...twoCalls }),
    z.strictObject({ kind: z.literal('conference'), ...twoCalls }),
    z.strictObject({ kind: z.literal('setAudio'), settings: audioSettingsSchema }),
    z.strictObject({ kind: z.literal('tellPbx'), code: dialledSchema }),
    z.strictObject({ kind: z.literal('tryRinger') }),
    z.strictObject({ kind: z.literal('watchMicrophone') }),
    z.strictObject({ kind: z.literal('proveSeat') }),
    z.strictObject({ kind: z.literal('wake') }),
  ]),
);

const extensionSchema = z.string().regex(/^[0-9*#]{1,32}$/);
const prefixSchema = z.string().regex(/^[0-9*#]{0,8}$/);

export const callSettingsSchema = exactly<CallSettings>()(
  z.strictObject({
    dialPlan: z.strictObject({
      outsidePrefix: prefixSchema,
      internalDigits: z.int().min(0).max(8),
      forbiddenPrefixes: z
        .array(z.string().regex(/^\+?[0-9*#]{1,16}$/))
        .max(50)
        .readonly(),
      emergencyNumbers: z.array(extensionSchema).max(20).readonly(),
    }),
    partners: z
      .array(z.strictObject({ name: z.string().min(1).max(20), number: dialledSchema }))
      .max(40)
      .readonly(),
    surveyNumber: extensionSchema.nullable(),
    conference: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('local') }),
      z.strictObject({ kind: z.literal('room'), prefix: extensionSchema }),
    ]),
    echoNumber: extensionSchema.nullable(),
    testRingNumber: extensionSchema.nullable(),
    queueCodes: z
      .strictObject({
        logIn: extensionSchema,
        logOut: extensionSchema,
        pause: extensionSchema,
        unpause: extensionSchema,
      })
      .nullable(),
  }),
);

export const phoneConfigSchema = exactly<PhoneConfig>()(
  z.strictObject({
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
    fallbackUrls: z
      .array(z.url({ protocol: /^wss?$/ }))
      .max(4)
      .readonly(),
    answerMedia: z.enum(['early', 'atAnswer']),
    sessionExpiresSeconds: z.union([z.literal(0), z.int().min(90).max(7200)]),
    calling: callSettingsSchema,
  }),
);
