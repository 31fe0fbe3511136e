import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type { Heard } from '../../domain/recordings/heard.ts';
import type {
  Recording,
  RecordingEvent,
  RecordingTimeline,
} from '../../domain/recordings/recording.ts';
import { idSchema, line, millis, errorCodeSchema } from '../base-schemas.ts';

/** Recordings as they cross boundaries. */

export const recordingSchema = exactly<Recording>()(
  z.strictObject({
    recordingId: idSchema,
    callId: idSchema,
    agentWorkNo: line(16),
    startedAt: millis,
    durationMs: millis,
    byteLength: millis,
    state: z.enum(['writing', 'closed', 'uploading', 'synced', 'damaged']),
    uploadedBytes: millis,
    syncedAt: millis.nullable(),
    error: errorCodeSchema.nullable(),
  }),
);

/** How much somebody has heard of a recording. */
export const heardSchema = exactly<Heard>()(
  z.strictObject({ workNo: line(16), heardMs: millis, lengthMs: millis, lastAt: millis }),
);
export const heardInputSchema = z.strictObject({
  recordingId: idSchema,
  heardMs: millis,
  lengthMs: millis,
});

export const recordingEventSchema = exactly<RecordingEvent>()(
  z.strictObject({
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
  }),
);

export const recordingFlawSchema = z.enum(['missing', 'damaged', 'cut']);

export const recordingTimelineSchema = exactly<RecordingTimeline>()(
  z.strictObject({
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
    flaws: z.array(recordingFlawSchema).readonly().optional(),
  }),
);

/** Signed proof that the hub has re-read and hashed a segment and that it is on stable storage. */
export const receiptSchema = z.strictObject({
  recordingId: idSchema,
  segment: z.int().min(0),
  byteLength: z.int().min(0),
  /** Lower-case hex SHA-256 of the whole encrypted segment file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  storedAt: z.int().min(0),
  keyId: z.string().max(64),
  /** Base64 Ed25519 signature over the canonical text of `shared/recording/receipt-text.ts`. */
  signature: z.string().max(200),
});
export type Receipt = z.infer<typeof receiptSchema>;
