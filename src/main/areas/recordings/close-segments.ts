import { AppError } from '../../../shared/app-error.ts';
import type { RecordingContent } from '../../../shared/node/recording-content.ts';
import { hashSegment, repairSegment } from '../../../shared/node/segment-repair.ts';
import type { ClosedSegment } from '../../storage/recording-queries.ts';
import type { SegmentRow } from '../../storage/recording-rows.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { openOwnFile, segmentKeyOf, segmentPath } from './segment-files.ts';

/**
 * Brings the file of a segment that takes no more chunks to its end: cut at the last whole frame if a crash left it
 * open, close frame, hash read back. `null` when the disk does not allow it now: the segment stays `writing` and is
 * closed at the next sweep.
 */
export async function closeSegmentFile(
  deps: RecordingsDeps,
  recordingId: string,
  segment: number,
): Promise<ClosedSegment | null> {
  const place = { recordingId, segment };
  const path = segmentPath(deps, recordingId, segment);
  if (!(await deps.fs.exists(path))) {
    deps.logger.error('recording.segmentMissing', place);
    const error = 'recording.notFound';
    return { ...place, state: 'damaged', byteLength: 0, sha256: null, error };
  }
  try {
    const handle = await deps.fs.openForWriting(path);
    try {
      const file = await openOwnFile(handle, place);
      const repaired = await repairSegment(file, await segmentKeyOf(deps, file));
      const { sha256, byteLength } = await hashSegment(handle);
      // Damaged inside, yet most of it can be heard: it goes to the hub like the others.
      const error = repaired.damaged ? 'recording.damaged' : null;
      if (error) deps.logger.error('recording.segmentDamaged', place);
      return { ...place, state: 'closed', byteLength, sha256, error };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) {
      deps.logger.error('recording.closeFailed', { ...place, error: String(error) });
      return null;
    }
    // No readable header, another recording's file, or another desk's key: kept as it is, for a person to look at.
    deps.logger.error('recording.segmentUnreadable', { ...place, code: error.code });
    return { ...place, state: 'damaged', byteLength: 0, sha256: null, error: error.code };
  }
}

/**
 * Has no chunk of a recording ever come? `closed`: what was just closed of its `rows`. A file that is gone or cannot be read may
 * hold some: then nobody can say so.
 */
export function isOfNothing(
  rows: readonly SegmentRow[],
  closed: readonly ClosedSegment[],
  content: RecordingContent | null,
): boolean {
  const known = [...rows.filter(({ state }) => state !== 'writing'), ...closed];
  return (
    content?.nextSeq === 0 &&
    known.every(({ error }) => error === null || error === 'recording.notStarted')
  );
}

/**
 * Files of a recording in which no chunk ever came: there is nothing to hear or to send, and why stays with them. Only for a
 * call that is over, since a page that lives goes on in the next file.
 */
export function withoutSound(closed: readonly ClosedSegment[]): readonly ClosedSegment[] {
  return closed.map((segment) =>
    segment.state === 'closed'
      ? { ...segment, state: 'damaged', error: segment.error ?? 'recording.notStarted' }
      : segment,
  );
}

/** What `withoutSound` said, taken back: a chunk came after all, and the files before it are parts of a whole recording. */
export function withSound(
  rows: readonly SegmentRow[],
  closed: readonly ClosedSegment[],
): readonly ClosedSegment[] {
  const told = rows.filter(({ error }) => error === 'recording.notStarted');
  const takenBack = told.map(({ recordingId, segment, byteLength, sha256 }): ClosedSegment => ({
    recordingId,
    segment,
    state: 'closed',
    byteLength,
    sha256,
    error: null,
  }));
  return [...takenBack, ...closed];
}
