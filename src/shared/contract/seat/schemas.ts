import { z } from 'zod';
import { type SeatCheck, type SeatReason, seatCheckNames } from '../../domain/seat/seat-checks.ts';
import type { SeatVerdict } from '../../domain/seat/seat-verdict.ts';
import { errorCodeSchema, millis } from '../base-schemas.ts';

const name = z.enum(seatCheckNames);

/** Why a seat cannot take a call. */
export const seatReasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code'), name, code: errorCodeSchema }),
  z.strictObject({ kind: z.enum(['idle', 'open', 'stale']), name }),
]) satisfies z.ZodType<SeatReason>;

const seatCheckSchema = z.strictObject({
  name,
  state: z.enum(['ok', 'idle', 'open', 'stale', 'failed']),
  at: millis.nullable(),
  code: errorCodeSchema.nullable(),
}) satisfies z.ZodType<SeatCheck>;

export const seatVerdictSchema = z.strictObject({
  checks: z.array(seatCheckSchema).readonly(),
  reason: seatReasonSchema.nullable(),
}) satisfies z.ZodType<SeatVerdict>;
