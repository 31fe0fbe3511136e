import type { Database } from 'better-sqlite3';
import type { Receipt } from '../../shared/contract/recordings/schemas.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { prepareInsert } from './outbox-queries.ts';
import { prepareRecordingReads, segmentColumns, type SegmentRow } from './recording-rows.ts';

export type UploadQueries = ReturnType<typeof createUploadQueries>;

/** What the status bar tells of recordings. */
export interface UploadSummary {
  readonly recordingsWaiting: number;
  readonly lastSyncedAt: number | null;
}

/** What the uploader needs to know and to keep: closed segments, their upload URLs, offsets and receipts. */
export function createUploadQueries(db: Database) {
  const enqueue = prepareInsert(db);
  const reads = prepareRecordingReads(db);
  const next = db.prepare<[], SegmentRow>(
    `${segmentColumns} WHERE state = 'closed' ORDER BY next_try_at, recording_id, segment LIMIT 1`,
  );
  const summary = db.prepare<[], UploadSummary>(
    `SELECT count(DISTINCT CASE WHEN state = 'closed' THEN recording_id END) AS recordingsWaiting,
       max(synced_at) AS lastSyncedAt FROM recording_segments`,
  );
  const set = (assignments: string) =>
    db.prepare(
      `UPDATE recording_segments SET ${assignments} WHERE recording_id = @recordingId AND segment = @segment`,
    );
  const setUrl = set('upload_url = @uploadUrl, uploaded_bytes = 0');
  const setOffset = set('uploaded_bytes = @uploadedBytes');
  // That a segment is damaged inside is a fact; errors of its way to the hub come and go.
  const setFailure = set(
    `attempts = @attempts, next_try_at = @nextTryAt,
     error = CASE error WHEN 'recording.damaged' THEN error ELSE @error END`,
  );
  const setDamaged = set(`state = 'damaged', error = @error`);
  const setSynced = set(
    `state = 'synced', receipt = @receipt, synced_at = @syncedAt, uploaded_bytes = byte_length,
     upload_url = NULL, attempts = 0,
     error = CASE error WHEN 'recording.damaged' THEN error END`,
  );
  const setFreed = set('freed_at = @freedAt');
  const wake = db.prepare(`UPDATE recording_segments SET next_try_at = 0 WHERE state = 'closed'`);
  const freeable = db.prepare<[number], SegmentRow>(
    `${segmentColumns} WHERE state = 'synced' AND freed_at IS NULL AND error IS NULL AND synced_at <= ?`,
  );

  return {
    /** The segment to send next: the one whose turn comes first, whether it is due or not. */
    nextUpload: (): SegmentRow | null => next.get() ?? null,
    uploadSummary: (): UploadSummary =>
      summary.get() ?? { recordingsWaiting: 0, lastSyncedAt: null },
    setUploadUrl: (recordingId: string, segment: number, uploadUrl: string | null): void =>
      void setUrl.run({ recordingId, segment, uploadUrl }),
    setUploadedBytes: (recordingId: string, segment: number, uploadedBytes: number): void =>
      void setOffset.run({ recordingId, segment, uploadedBytes }),
    setUploadFailure: (
      place: Pick<SegmentRow, 'recordingId' | 'segment'>,
      failure: { attempts: number; nextTryAt: number; error: ErrorCode | null },
    ): void => {
      const { recordingId, segment } = place;
      setFailure.run({ ...failure, recordingId, segment });
    },
    /** The local file is not what was closed: keep it, send it no more. */
    setSegmentDamaged: (recordingId: string, segment: number, error: ErrorCode): void =>
      void setDamaged.run({ recordingId, segment, error }),
    /** Keeps the receipt and, once all segments have one, tells the hub that the recording is complete. */
    setSynced: db.transaction((receipt: Receipt, at: number, commandId: string): void => {
      const { recordingId, segment } = receipt;
      setSynced.run({ recordingId, segment, receipt: JSON.stringify(receipt), syncedAt: at });
      const recording = reads.recording(recordingId);
      if (recording?.state !== 'synced') return;
      const command = { kind: 'recordingRow', recording } as const;
      enqueue({ commandId, workNo: recording.agentWorkNo, command, at });
    }),
    /** All waiting segments are due now: the network or the hub is back. */
    wakeUploads: (): void => void wake.run(),
    /** Segments whose receipt came at or before `syncedBefore` and whose file is still here. */
    freeableSegments: (syncedBefore: number): SegmentRow[] => freeable.all(syncedBefore),
    setFreed: (recordingId: string, segment: number, freedAt: number): void =>
      void setFreed.run({ recordingId, segment, freedAt }),
  };
}
