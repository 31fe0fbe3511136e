import type { CallRecord } from './call.ts';

/**
 * How long a call was, from its answer to its end, what was on hold included: the length of its recording. Milliseconds;
 * `null` for one that was never answered or still runs.
 */
export function callLengthMs({
  answeredAt,
  endedAt,
}: Pick<CallRecord, 'answeredAt' | 'endedAt'>): number | null {
  return answeredAt === null || endedAt === null ? null : Math.max(0, endedAt - answeredAt);
}
