import type { Selectable } from 'kysely';
import { type Receipt, receiptSchema } from '../../shared/contract/hub.ts';
import { recordingSchema } from '../../shared/contract/recording-schemas.ts';
import type { Recording, RecordingEvent } from '../../shared/domain/recording.ts';
import type { HubDatabase } from './database.ts';
import { parseBody } from './parse-body.ts';
import type { HubSchema } from './schema.ts';

/** What the hub knows of a recording. A segment may arrive before the desk has said whose recording it is. */
export interface StoredRecording {
  readonly recordingId: string;
  readonly callId: string;
  readonly deskId: string;
  readonly agentWorkNo: string | null;
  readonly recording: Recording | null;
}

/** An encrypted segment in the archive. */
export interface StoredSegment {
  readonly recordingId: string;
  readonly segment: number;
  readonly byteLength: number;
  readonly sha256: string;
  /** Below the archive folder. */
  readonly path: string;
  readonly wrappedKey: string;
  readonly wrapKeyId: string;
  readonly storedAt: number;
  readonly receipt: Receipt;
}

/** Recordings, their segments and what happened to them. A segment row is never changed. */
export interface RecordingsRepository {
  get(recordingId: string): Promise<StoredRecording | null>;
  ofCalls(callIds: readonly string[]): Promise<readonly StoredRecording[]>;
  put(recording: StoredRecording): Promise<void>;
  segment(recordingId: string, segment: number): Promise<StoredSegment | null>;
  /** In order. */
  segments(recordingId: string): Promise<readonly StoredSegment[]>;
  insertSegment(segment: StoredSegment): Promise<void>;
  insertEvent(event: RecordingEvent): Promise<void>;
}

export function createRecordingsRepository(db: HubDatabase): RecordingsRepository {
  return {
    async get(recordingId) {
      const row = await db
        .selectFrom('recordings')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .executeTakeFirst();
      return row ? toRecording(row) : null;
    },
    async ofCalls(callIds) {
      if (callIds.length === 0) return [];
      const rows = await db
        .selectFrom('recordings')
        .selectAll()
        .where('call_id', 'in', callIds)
        .execute();
      return rows.map(toRecording);
    },
    async put({ recordingId, callId, deskId, agentWorkNo, recording }) {
      const values = {
        agent_work_no: agentWorkNo,
        state: recording?.state ?? null,
        body: recording ? JSON.stringify(recording) : null,
      };
      await db
        .insertInto('recordings')
        .values({ recording_id: recordingId, call_id: callId, desk_id: deskId, ...values })
        .onConflict((conflict) => conflict.column('recording_id').doUpdateSet(values))
        .execute();
    },
    async insertEvent({ recordingId, callId, at, kind, code }) {
      await db
        .insertInto('recording_events')
        .values({ recording_id: recordingId, call_id: callId, at, kind, code })
        .execute();
    },
    ...segmentQueries(db),
  };
}

type SegmentQueries = Pick<RecordingsRepository, 'segment' | 'segments' | 'insertSegment'>;

function segmentQueries(db: HubDatabase): SegmentQueries {
  return {
    async segment(recordingId, segment) {
      const row = await db
        .selectFrom('segments')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .where('segment', '=', segment)
        .executeTakeFirst();
      return row ? toSegment(row) : null;
    },
    async segments(recordingId) {
      const rows = await db
        .selectFrom('segments')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .orderBy('segment')
        .execute();
      return rows.map(toSegment);
    },
    async insertSegment(segment) {
      await db
        .insertInto('segments')
        .values({
          recording_id: segment.recordingId,
          segment: segment.segment,
          byte_length: segment.byteLength,
          sha256: segment.sha256,
          path: segment.path,
          wrapped_key: segment.wrappedKey,
          wrap_key_id: segment.wrapKeyId,
          stored_at: segment.storedAt,
          receipt: JSON.stringify(segment.receipt),
        })
        .execute();
    },
  };
}

function toRecording(row: Selectable<HubSchema['recordings']>): StoredRecording {
  return {
    recordingId: row.recording_id,
    callId: row.call_id,
    deskId: row.desk_id,
    agentWorkNo: row.agent_work_no,
    recording: row.body === null ? null : parseBody(recordingSchema, row.body),
  };
}

function toSegment(row: Selectable<HubSchema['segments']>): StoredSegment {
  return {
    recordingId: row.recording_id,
    segment: row.segment,
    byteLength: row.byte_length,
    sha256: row.sha256,
    path: row.path,
    wrappedKey: row.wrapped_key,
    wrapKeyId: row.wrap_key_id,
    storedAt: row.stored_at,
    receipt: parseBody(receiptSchema, row.receipt),
  };
}
