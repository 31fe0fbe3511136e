import type { Database } from 'better-sqlite3';
import type { Recording, RecordingEvent } from '../../shared/domain/recordings/recording.ts';
import { prepareInsert } from './outbox-queries.ts';
import { prepareRecordingReads } from './recording-rows.ts';

/** @public Knip does not see the type import of `recordings-deps.ts`. */
export type RecordingQueries = ReturnType<typeof createRecordingQueries>;

/** A recording as it begins. */
export interface NewRecording {
  readonly recordingId: string;
  readonly callId: string;
  readonly agentWorkNo: string;
  readonly startedAt: number;
}

/** What a change tells the hub: the row as it is then, and the event if there is one. */
export interface RecordingNotice {
  /** Makes the command ids of the outbox rows: one for the row, one for the event. */
  readonly rowCommandId: string;
  readonly eventCommandId: string;
  readonly at: number;
  readonly event: RecordingEvent | null;
}

/** A segment whose file will not change any more. `sha256` is of the whole file; `null` when it cannot be read. */
export interface ClosedSegment {
  readonly recordingId: string;
  readonly segment: number;
  readonly state: 'closed' | 'damaged';
  readonly byteLength: number;
  readonly sha256: string | null;
  readonly error: string | null;
}

/** How far a recording is after its segments were closed. */
export interface RecordingProgress {
  readonly recordingId: string;
  readonly nextSeq: number;
  readonly durationMs: number;
  readonly isFinished: boolean;
}

/**
 * Recordings and their segments. Each change is one transaction together with the outbox rows that tell the hub of it
 * (`synchronous = FULL` is set by whoever opens the database).
 */
export function createRecordingQueries(db: Database) {
  const enqueue = prepareInsert(db);
  const reads = prepareRecordingReads(db);
  const insert = db.prepare(
    `INSERT INTO recordings (recording_id, call_id, agent_work_no, started_at)
     VALUES (@recordingId, @callId, @agentWorkNo, @startedAt) ON CONFLICT DO NOTHING`,
  );
  const insertSegment = db.prepare(
    `INSERT INTO recording_segments (recording_id, segment, state) VALUES (?, ?, 'writing')
     ON CONFLICT DO NOTHING`,
  );
  const closeSegment = db.prepare(
    `UPDATE recording_segments SET state = @state, byte_length = @byteLength, sha256 = @sha256, error = @error
     WHERE recording_id = @recordingId AND segment = @segment AND state <> 'synced'`,
  );
  const setProgress = db.prepare(
    `UPDATE recordings SET next_seq = @nextSeq, duration_ms = max(duration_ms, @durationMs),
     is_finished = max(is_finished, @isFinished) WHERE recording_id = @recordingId`,
  );
  const insertEvent = db.prepare(
    `INSERT INTO recording_events (recording_id, call_id, at, kind, code)
     VALUES (@recordingId, @callId, @at, @kind, @code)`,
  );

  /** Inside a transaction: tells the hub how the recording stands now. */
  const notify = (recordingId: string, notice: RecordingNotice): Recording | null => {
    const recording = reads.recording(recordingId);
    const { at, event } = notice;
    const workNo = recording?.agentWorkNo ?? '';
    if (recording) {
      const command = { kind: 'recordingRow', recording } as const;
      enqueue({ commandId: notice.rowCommandId, workNo, command, at });
    }
    if (event) {
      insertEvent.run(event);
      const command = { kind: 'recordingEvent', event } as const;
      enqueue({ commandId: notice.eventCommandId, workNo, command, at });
    }
    return recording;
  };

  return {
    getRecording: reads.recording,
    listRecordings: reads.list,
    recordingsOfCalls: reads.ofCalls,
    recordingEvents: reads.events,
    segmentsOf: reads.segments,
    unfinishedRecordings: reads.withState,
    allSegmentKeys: reads.allKeys,
    getProgress: reads.progress,
    /** Repeating it changes nothing. */
    beginRecording: ({ recordingId, callId, agentWorkNo, startedAt }: NewRecording): void =>
      void insert.run({ recordingId, callId, agentWorkNo, startedAt }),
    /** A segment whose file is there. Repeating it changes nothing. */
    beginSegment: (recordingId: string, segment: number): void =>
      void insertSegment.run(recordingId, segment),
    /** Closes segments, writes how far the recording is, and tells the hub, all or nothing. */
    closeSegments: db.transaction(
      (
        segments: readonly ClosedSegment[],
        progress: RecordingProgress,
        notice: RecordingNotice,
      ): Recording | null => {
        for (const segment of segments) closeSegment.run(segment);
        setProgress.run({ ...progress, isFinished: progress.isFinished ? 1 : 0 });
        return notify(progress.recordingId, notice);
      },
    ),
    /** Stores an event and tells the hub. */
    addRecordingEvent: db.transaction(
      (event: RecordingEvent, notice: Omit<RecordingNotice, 'event'>): void => {
        notify(event.recordingId, { ...notice, event });
      },
    ),
  };
}
