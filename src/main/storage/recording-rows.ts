import type { Database } from 'better-sqlite3';
import type {
  Recording,
  RecordingEvent,
  RecordingState,
} from '../../shared/domain/recordings/recording.ts';
import { type ErrorCode, isErrorCode } from '../../shared/error-codes.ts';

export type SegmentState = 'writing' | 'closed' | 'synced' | 'damaged';

/** A segment as the database knows it. */
export interface SegmentRow {
  readonly recordingId: string;
  readonly segment: number;
  readonly state: SegmentState;
  readonly byteLength: number;
  readonly sha256: string | null;
  readonly uploadUrl: string | null;
  readonly uploadedBytes: number;
  readonly attempts: number;
  readonly nextTryAt: number;
  readonly error: ErrorCode | null;
  readonly receipt: string | null;
  readonly syncedAt: number | null;
  readonly freedAt: number | null;
}

/** How a recording that may still grow stands. */
export interface ProgressRow {
  readonly recordingId: string;
  readonly callId: string;
  readonly agentWorkNo: string;
  readonly startedAt: number;
  readonly nextSeq: number;
  readonly isFinished: boolean;
}

interface RecordingRow {
  readonly recordingId: string;
  readonly callId: string;
  readonly agentWorkNo: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly byteLength: number;
  readonly uploadedBytes: number;
  readonly syncedAt: number | null;
  readonly error: string | null;
  readonly state: RecordingState;
}

/** Whole recordings; the state is that of the segment that is least far. */
export const recordingColumns = `
  SELECT r.recording_id AS recordingId, r.call_id AS callId, r.agent_work_no AS agentWorkNo,
    r.started_at AS startedAt, r.duration_ms AS durationMs,
    coalesce(sum(s.byte_length), 0) AS byteLength, coalesce(sum(s.uploaded_bytes), 0) AS uploadedBytes,
    max(s.synced_at) AS syncedAt, max(s.error) AS error,
    CASE
      WHEN count(s.segment) = 0 THEN iif(r.is_finished, 'damaged', 'writing')
      WHEN sum(s.state = 'writing') > 0 THEN 'writing'
      WHEN sum(s.state = 'closed') > 0 THEN iif(sum(s.uploaded_bytes) > 0, 'uploading', 'closed')
      WHEN sum(s.state = 'damaged') > 0 THEN 'damaged'
      ELSE iif(max(s.synced_at) IS NULL, 'closed', 'synced')
    END AS state
  FROM recordings AS r LEFT JOIN recording_segments AS s USING (recording_id)`;

export const segmentColumns = `
  SELECT recording_id AS recordingId, segment, state, byte_length AS byteLength, sha256, upload_url AS uploadUrl,
    uploaded_bytes AS uploadedBytes, attempts, next_try_at AS nextTryAt, error, receipt, synced_at AS syncedAt,
    freed_at AS freedAt
  FROM recording_segments`;

/** The reading half of the recording queries. */
export function prepareRecordingReads(db: Database) {
  const one = db.prepare<[string], RecordingRow>(
    `${recordingColumns} WHERE r.recording_id = ? GROUP BY r.recording_id`,
  );
  const newest = db.prepare<[number], RecordingRow>(
    `${recordingColumns} GROUP BY r.recording_id ORDER BY r.started_at DESC LIMIT ?`,
  );
  const ofCalls = db.prepare<[string], RecordingRow>(
    `${recordingColumns} WHERE r.call_id IN (SELECT value FROM json_each(?)) GROUP BY r.recording_id`,
  );
  const segments = db.prepare<[string], SegmentRow>(
    `${segmentColumns} WHERE recording_id = ? ORDER BY segment`,
  );
  const progress = db.prepare<[string], Omit<ProgressRow, 'isFinished'> & { isFinished: number }>(
    `SELECT recording_id AS recordingId, call_id AS callId, agent_work_no AS agentWorkNo,
       started_at AS startedAt, next_seq AS nextSeq, is_finished AS isFinished
     FROM recordings WHERE recording_id = ?`,
  );
  const withState = db.prepare<[SegmentState], { recordingId: string }>(
    `SELECT DISTINCT recording_id AS recordingId FROM recording_segments WHERE state = ?`,
  );
  const allKeys = db.prepare<[], { recordingId: string; segment: number; freedAt: number | null }>(
    `SELECT recording_id AS recordingId, segment, freed_at AS freedAt FROM recording_segments`,
  );
  const events = db.prepare<[string], RecordingEvent>(
    `SELECT recording_id AS recordingId, call_id AS callId, at, kind, code
     FROM recording_events WHERE recording_id = ? ORDER BY event_seq`,
  );
  return {
    recording(recordingId: string): Recording | null {
      const row = one.get(recordingId);
      return row ? toRecording(row) : null;
    },
    /** Newest first. */
    list: (limit: number): Recording[] => newest.all(limit).map(toRecording),
    ofCalls: (callIds: readonly string[]): Recording[] =>
      ofCalls.all(JSON.stringify(callIds)).map(toRecording),
    events: (recordingId: string): RecordingEvent[] => events.all(recordingId),
    segments: (recordingId: string): SegmentRow[] => segments.all(recordingId),
    progress(recordingId: string): ProgressRow | null {
      const row = progress.get(recordingId);
      return row ? { ...row, isFinished: row.isFinished === 1 } : null;
    },
    /** Ids of recordings that have a segment in this state. */
    withState: (state: SegmentState): string[] =>
      withState.all(state).map(({ recordingId }) => recordingId),
    allKeys: () => allKeys.all(),
  };
}

function toRecording(row: RecordingRow): Recording {
  const { recordingId, callId, agentWorkNo, startedAt, durationMs, byteLength, state } = row;
  return {
    recordingId,
    callId,
    agentWorkNo,
    startedAt,
    durationMs,
    byteLength,
    state,
    uploadedBytes: row.uploadedBytes,
    syncedAt: state === 'synced' ? row.syncedAt : null,
    error: isErrorCode(row.error) ? row.error : null,
  };
}
