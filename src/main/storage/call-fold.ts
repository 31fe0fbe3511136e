import { z } from 'zod';
import { callRecordSchema } from '../../shared/contract/calls/schemas.ts';
import { exactly } from '../../shared/contract/exactly.ts';
import { idSchema } from '../../shared/contract/base-schemas.ts';
import type { CallRecord } from '../../shared/domain/calls/call.ts';
import type { TicketId } from '../../shared/domain/ids.ts';

/** A call's record while it grows, with what the next step of the fold needs. */
export interface CallFold {
  readonly record: CallRecord;
  /** Since when it is held; `null` while it is not. */
  readonly heldSince: number | null;
  /** When a phone page last told about it. */
  readonly lastSeenAt: number;
  /** What the means of `record.quality` are made of; absent until something was measured. */
  readonly measured?: QualitySum | undefined;
  /** The ticket that the call is about, as chosen last and not linked yet. */
  readonly chosen?: TicketId | undefined;
}

/** Sum of value × time, and the time over which the value was known. */
export interface WeightedSum {
  readonly sum: number;
  readonly weightMs: number;
}

export interface QualitySum {
  readonly mos: WeightedSum;
  readonly lossPercent: WeightedSum;
  readonly jitterMs: WeightedSum;
  readonly rttMs: WeightedSum;
  readonly sentLossPercent: WeightedSum;
  readonly worstMos: number | null;
}

const weightedSum = z.strictObject({ sum: z.number(), weightMs: z.number() });

/** As it lies in the desk's database. */
export const callFoldSchema = exactly<CallFold>()(
  z.strictObject({
    record: callRecordSchema,
    heldSince: z.number().nullable(),
    lastSeenAt: z.number(),
    measured: z
      .strictObject({
        mos: weightedSum,
        lossPercent: weightedSum,
        jitterMs: weightedSum,
        rttMs: weightedSum,
        sentLossPercent: weightedSum,
        worstMos: z.number().nullable(),
      })
      .optional(),
    chosen: idSchema.optional(),
  }),
);
