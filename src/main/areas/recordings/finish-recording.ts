import { AppError } from '../../../shared/app-error.ts';
import type { ClosedSegment } from '../../storage/recording-queries.ts';
import { closeSegmentFile, isOfNothing, withSound, withoutSound } from './close-segments.ts';
import type { OpenRecording } from './open-recording.ts';
import type { RecordingsDeps } from './recordings-deps.ts';
import { contentOf } from './sweep-recordings.ts';

/** What the phone page says at the end of a recording. */
export interface FinishInput {
  readonly recordingId: string;
  readonly chunkCount: number;
  readonly durationMs: number;
}

/**
 * Closes the files of a recording and writes its end, its hashes and the outbox rows in one transaction. Without effect
 * when it is finished already. One in which no chunk came keeps why
 * there is nothing to hear. Throws `recording.notFound`, `input.invalid` when chunks are missing.
 */
export async function finishRecording(
  deps: RecordingsDeps,
  { recordingId, chunkCount, durationMs }: FinishInput,
  opened: OpenRecording | null,
): Promise<void> {
  const { queries, clock, newId } = deps;
  const progress = await queries.getProgress(recordingId);
  if (!progress) throw new AppError('recording.notFound');
  if (progress.isFinished) return;
  const nextSeq = opened?.nextSeq() ?? progress.nextSeq;
  if (nextSeq < chunkCount) {
    throw new AppError('input.invalid', { detail: `chunk ${nextSeq} of ${chunkCount} missing` });
  }
  await opened?.close();
  const closed: ClosedSegment[] = [];
  const rows = await queries.segmentsOf(recordingId);
  for (const { segment, state } of rows) {
    const result = state === 'writing' ? await closeSegmentFile(deps, recordingId, segment) : null;
    if (result) closed.push(result);
  }
  const { callId } = progress;
  const at = clock.now();
  // A recorder that broke names no chunks, and a host that could not close the files at its start has not counted them.
  const content = nextSeq === 0 ? await contentOf(deps, recordingId, closed) : null;
  const hasSound = nextSeq > 0 || !isOfNothing(rows, closed, content);
  const code = hasSound ? null : 'recording.notStarted';
  const event = { recordingId, callId, at, kind: 'finished', code } as const;
  await queries.closeSegments(
    hasSound ? withSound(rows, closed) : withoutSound(closed),
    {
      recordingId,
      nextSeq: Math.max(nextSeq, content?.nextSeq ?? 0),
      durationMs,
      isFinished: true,
    },
    { rowCommandId: newId(), eventCommandId: newId(), at, event },
  );
  deps.logger.info('recording.finished', { recordingId, callId, durationMs });
}
