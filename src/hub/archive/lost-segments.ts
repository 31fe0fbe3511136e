import type { StoredSegment } from '../areas/recordings/recordings-repository.ts';

/**
 * Recordings of which fewer segments are kept than came, once for each one that is gone. `uploaded` is what the audit says:
 * a row is written there in the same transaction as the segment's own, and neither is ever taken away by the hub.
 */
export function lostSegments(
  uploaded: ReadonlyMap<string, number>,
  kept: readonly Pick<StoredSegment, 'recordingId'>[],
): readonly string[] {
  const left = new Map(uploaded);
  for (const { recordingId } of kept) left.set(recordingId, (left.get(recordingId) ?? 0) - 1);
  return [...left].flatMap(([recordingId, lost]) =>
    Array.from({ length: Math.max(0, lost) }, () => recordingId),
  );
}
