import type { CallQuality } from '../../../shared/domain/calls/call.ts';
import type { QualitySum, WeightedSum } from '../../storage/call-fold.ts';

const nothing: WeightedSum = { sum: 0, weightMs: 0 };

/** Adds what was measured during the last `weightMs` of a call. */
export function addQuality(
  before: QualitySum | undefined,
  quality: CallQuality,
  weightMs: number,
): QualitySum {
  const add = (one: WeightedSum | undefined, value: number | null | undefined): WeightedSum =>
    value === null || value === undefined
      ? (one ?? nothing)
      : {
          sum: (one ?? nothing).sum + value * weightMs,
          weightMs: (one ?? nothing).weightMs + weightMs,
        };
  const worst = before?.worstMos ?? null;
  return {
    mos: add(before?.mos, quality.mos),
    lossPercent: add(before?.lossPercent, quality.lossPercent),
    jitterMs: add(before?.jitterMs, quality.jitterMs),
    rttMs: add(before?.rttMs, quality.rttMs),
    sentLossPercent: add(before?.sentLossPercent, quality.sentLossPercent),
    worstMos: quality.mos === null ? worst : Math.min(worst ?? 5, quality.mos),
  };
}

/** Means over the time that each figure was known. */
export function meanQuality(sum: QualitySum): CallQuality {
  const sentLoss = mean(sum.sentLossPercent, 10);
  return {
    mos: mean(sum.mos, 100),
    lossPercent: mean(sum.lossPercent, 10) ?? 0,
    jitterMs: mean(sum.jitterMs, 1) ?? 0,
    rttMs: mean(sum.rttMs, 1),
    ...(sentLoss === null ? {} : { sentLossPercent: sentLoss }),
    ...(sum.worstMos === null ? {} : { worstMos: sum.worstMos }),
  };
}

function mean({ sum, weightMs }: WeightedSum, parts: number): number | null {
  return weightMs === 0 ? null : Math.round((sum / weightMs) * parts) / parts;
}
