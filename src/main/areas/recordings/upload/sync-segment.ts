import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { SegmentRow } from '../../../storage/recording-rows.ts';
import { isAway } from '../../../hub-client/hub-errors.ts';
import { jitter } from '../../../host/timers.ts';
import { sendSegment, type SendOptions } from './send-segment.ts';
import type { UploaderDeps } from './uploader-deps.ts';

/** Longest pause between two attempts; there is no limit to their number. */
export const maxBackoffMs = 5 * 60_000;
export const firstBackoffMs = 1000;

/** Failures of the hub or the way to it: they say nothing about the segment, and the next one would fare no better. */
export const isHubWide = (code: ErrorCode): boolean => isAway(code) || hubWide.has(code);

const hubWide: ReadonlySet<ErrorCode> = new Set([
  'upload.hubUnreachable',
  'upload.hubDiskFull',
  'hub.busy',
  'hub.sessionExpired',
]);

/** Sends a segment and keeps its receipt. Throws what `sendSegment` throws. */
export async function syncSegment(
  deps: UploaderDeps,
  segment: SegmentRow,
  options: SendOptions,
): Promise<void> {
  const { recordingId, byteLength } = segment;
  options.onProgress(segment.uploadedBytes);
  const receipt = await sendSegment(deps, segment, options);
  await deps.queries.setSynced(receipt, deps.clock.now(), deps.newId());
  deps.logger.info('upload.synced', { recordingId, segment: segment.segment, byteLength });
  deps.onSynced(recordingId);
}

/** Writes down why a segment is not at the hub yet and when its turn comes again. */
export async function noteFailure(
  deps: UploaderDeps,
  segment: SegmentRow,
  error: ErrorCode,
): Promise<void> {
  const { recordingId, segment: number, attempts } = segment;
  deps.logger.warn('upload.failed', { recordingId, segment: number, code: error, attempts });
  if (error === 'recording.damaged' || error === 'recording.keyUnavailable') {
    await deps.queries.setSegmentDamaged(recordingId, number, error);
    deps.onSynced(recordingId);
    return;
  }
  const always = isHubWide(error);
  const pause = always ? 0 : jitter(attempts, deps.random, firstBackoffMs, maxBackoffMs);
  await deps.queries.setUploadFailure(segment, {
    attempts: always ? attempts : attempts + 1,
    nextTryAt: deps.clock.now() + pause,
    error,
  });
}
