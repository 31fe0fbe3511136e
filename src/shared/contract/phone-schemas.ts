import { z } from 'zod';
import type { PhoneCommand, PhoneConfig, PhoneSnapshot } from '../domain/phone-state.ts';
import { idSchema, millis, text, errorCodeSchema } from './base-schemas.ts';
import { callViewSchema } from './call-schemas.ts';

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
