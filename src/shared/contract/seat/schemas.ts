import { z } from 'zod';
import { exactly } from '../exactly.ts';
import { type SeatCheck, type SeatReason, seatCheckNames } from '../../domain/seat/seat-checks.ts';
import type { SeatVerdict } from '../../domain/seat/seat-verdict.ts';
import { errorCodeSchema, millis } from '../base-schemas.ts';

const name = z.enum(seatCheckNames);

/** Why a seat cannot take a call. */
export const seatReasonSchema = exactly<SeatReason>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('code'), name, code: errorCodeSchema }),
    z.strictObject({ kind: z.enum(['idle', 'open', 'stale']), name }),
  ]),
);

const seatCheckSchema = exactly<SeatCheck>()(
  z.strictObject({
    name,
    state: z.enum(['ok', 'idle', 'open', 'stale', 'failed']),
    at: millis.nullable(),
    code: errorCodeSchema.nullable(),
  }),
);

export const seatVerdictSchema = exactly<SeatVerdict>()(
  z.strictObject({
    checks: z.array(seatCheckSchema).readonly(),
    reason: seatReasonSchema.nullable(),
  }),
);
