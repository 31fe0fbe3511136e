import type { CallRecord } from '../../../shared/domain/calls/call.ts';
import type { StoredCall } from './calls-repository.ts';

/** A desk that was without the hub for longer is not heard of. */
const longestWaitMs = 31 * 24 * 3_600_000;
/** Clocks of an office differ by so much. */
const clockToleranceMs = 5 * 60_000;

/**
 * Where a call stands in the list, and since when the hub doubts the times its desk tells. A record is kept as it was said,
 * whatever it says: a desk's clock may be wrong, the call was real. What lies after now or before anything a desk can have
 * kept back is listed where the hub got it first. Epoch milliseconds.
 */
export function countedTimes(
  call: CallRecord,
  known: StoredCall | null,
  now: number,
): Pick<StoredCall, 'listedAt' | 'doubtedAt'> {
  const isLikely = (at: number) => at >= now - longestWaitMs && at <= now + clockToleranceMs;
  const isSame = known !== null && known.call.startedAt === call.startedAt;
  const isWhole = isSame ? timesOf(call).slice(1).every(isLikely) : timesOf(call).every(isLikely);
  const doubtedAt = known?.doubtedAt ?? (isWhole && isInOrder(call) ? undefined : now);
  if (isSame) return { listedAt: known.listedAt, doubtedAt };
  return { listedAt: isLikely(call.startedAt) ? undefined : now, doubtedAt };
}

function timesOf({ startedAt, answeredAt, endedAt }: CallRecord): number[] {
  return [startedAt, answeredAt, endedAt].filter((at) => at !== null);
}

/** A clock that was set while the call ran tells them out of order. */
function isInOrder(call: CallRecord): boolean {
  const times = timesOf(call);
  return times.every(
    (at, index) => index === 0 || at + clockToleranceMs >= (times[index - 1] ?? 0),
  );
}
