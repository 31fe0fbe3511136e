import type { Kysely, Selectable } from 'kysely';
import { type Receipt, receiptSchema } from '../../../shared/contract/recordings/schemas.ts';
import {
  recordingFlawSchema,
  recordingSchema,
} from '../../../shared/contract/recordings/schemas.ts';
import type {
  Recording,
  RecordingEvent,
  RecordingFlaw,
} from '../../../shared/domain/recordings/recording.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';

/** What the hub knows of a recording. A segment may arrive before the desk has said whose recording it is. */
export interface StoredRecording {
  readonly recordingId: string;
  readonly callId: string;
  readonly deskId: string;
  readonly agentWorkNo: string | null;
  /** `null` = not said by the desk yet, or, where it is only shown, in words of a newer release. */
  readonly recording: Recording | null;
  /** The id by which its desk knows it, when another desk has taken that one; absent = `recordingId`. */
  readonly claimedId?: string;
  /** Its file was not what was received when somebody last wanted to listen; absent = nobody has seen such a thing. */
  readonly foundDamagedAt?: number;
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
  /** What was seen in the file when it came; absent of before ADR 0148. */
  readonly content?: SegmentContent;
}

/** What a segment file holds: chunks `firstSeq` up to `nextSeq` (excluded), and what is wrong with them. */
export interface SegmentContent {
  readonly firstSeq: number;
  readonly nextSeq: number;
  readonly flaws: readonly RecordingFlaw[];
}

/** Recordings, their segments and what happened to them. A segment row is never changed. */
export interface RecordingsRepository {
  get(recordingId: string): Promise<StoredRecording | null>;
  /**
   * What this desk calls so, under whatever id it is kept. It may be written back: throws `storage.damaged` for the words of a
   * newer release, and the desk's command or upload waits (ADR 0180).
   */
  ofDesk(recordingId: string, deskId: string): Promise<StoredRecording | null>;
  ofCalls(callIds: readonly string[]): Promise<readonly StoredRecording[]>;
  /** `foundDamagedAt` stays as it is. */
  put(recording: StoredRecording): Promise<void>;
  /** What listening has shown of its file; `null` = it is what was received. */
  setFoundDamaged(recordingId: string, at: number | null): Promise<void>;
  segment(recordingId: string, segment: number): Promise<StoredSegment | null>;
  /** In order. */
  segments(recordingId: string): Promise<readonly StoredSegment[]>;
  insertSegment(segment: StoredSegment): Promise<void>;
  segmentsOf(recordingIds: readonly string[]): Promise<readonly StoredSegment[]>;
  allSegments(): Promise<readonly StoredSegment[]>;
  insertEvent(event: RecordingEvent): Promise<void>;
  /** Has its desk said that all chunks were there? */
  isFinished(recordingId: string): Promise<boolean>;
}

export type RecordingTables = {
  recordings: {
    recording_id: string;
    call_id: string;
    desk_id: string;
    /** `null` while only a segment has arrived and the desk has not yet said whose it is. */
    agent_work_no: string | null;
    state: string | null;
    body: string | null;
    /** The id by which its desk knows it, when that was taken by another desk. */
    claimed_id?: string | null;
    /** When somebody who wanted to listen found its file other than it was received. */
    found_damaged_at?: number | null;
  };
  segments: {
    recording_id: string;
    segment: number;
    byte_length: number;
    sha256: string;
    /** Below the archive folder. */
    path: string;
    wrapped_key: string;
    wrap_key_id: string;
    stored_at: number;
    receipt: string;
    /** What was seen in it when it came; `null` of before that was looked at. */
    first_seq?: number | null;
    next_seq?: number | null;
    flaws?: string | null;
  };
  recording_events: {
    recording_id: string;
    call_id: string;
    at: number;
    kind: string;
    code: string | null;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly recordings: RecordingsRepository;
  }
}

export function createRecordingsRepository(hub: HubDatabase): RecordingsRepository {
  const db = hub.withTables<RecordingTables>();
  return {
    async get(recordingId) {
      const row = await db
        .selectFrom('recordings')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .executeTakeFirst();
      return row ? shown(row) : null;
    },
    async ofDesk(recordingId, deskId) {
      const row = await db
        .selectFrom('recordings')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where((where) =>
          where.or([
            where('recording_id', '=', recordingId),
            where('claimed_id', '=', recordingId),
          ]),
        )
        .executeTakeFirst();
      return row ? toRecording(row) : null;
    },
    async isFinished(recordingId) {
      const row = await db
        .selectFrom('recording_events')
        .select('kind')
        .where('recording_id', '=', recordingId)
        .where('kind', '=', 'finished')
        .executeTakeFirst();
      return row !== undefined;
    },
    async ofCalls(callIds) {
      if (callIds.length === 0) return [];
      const rows = await db
        .selectFrom('recordings')
        .selectAll()
        .where('call_id', 'in', callIds)
        .execute();
      return rows.map(shown);
    },
    async put({ recordingId, callId, deskId, agentWorkNo, recording, claimedId }) {
      const values = {
        agent_work_no: agentWorkNo,
        state: recording?.state ?? null,
        body: recording ? JSON.stringify(recording) : null,
      };
      await db
        .insertInto('recordings')
        .values({
          recording_id: recordingId,
          call_id: callId,
          desk_id: deskId,
          claimed_id: claimedId ?? null,
          ...values,
        })
        .onConflict((conflict) => conflict.column('recording_id').doUpdateSet(values))
        .execute();
    },
    async setFoundDamaged(recordingId, at) {
      await db
        .updateTable('recordings')
        .set({ found_damaged_at: at })
        .where('recording_id', '=', recordingId)
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

type SegmentQueries = Pick<
  RecordingsRepository,
  'segment' | 'segments' | 'segmentsOf' | 'allSegments' | 'insertSegment'
>;

function segmentQueries(db: Kysely<RecordingTables>): SegmentQueries {
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
    async segmentsOf(recordingIds) {
      if (recordingIds.length === 0) return [];
      const rows = await db
        .selectFrom('segments')
        .selectAll()
        .where('recording_id', 'in', recordingIds)
        .orderBy('segment')
        .execute();
      return rows.map(toSegment);
    },
    async allSegments() {
      const rows = await db
        .selectFrom('segments')
        .selectAll()
        .orderBy('stored_at')
        .orderBy('recording_id')
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
          first_seq: segment.content?.firstSeq ?? null,
          next_seq: segment.content?.nextSeq ?? null,
          flaws: segment.content ? JSON.stringify(segment.content.flaws) : null,
        })
        .execute();
    },
  };
}

type Row = Selectable<RecordingTables['recordings']>;

/** For lists, listening and checks: a row that this program cannot read hides no other. */
function shown(row: Row): StoredRecording {
  const [recording = null] = row.body === null ? [] : parseBodies(recordingSchema, [row.body]);
  return { ...toRecording({ ...row, body: null }), recording };
}

function toRecording(row: Row): StoredRecording {
  return {
    recordingId: row.recording_id,
    callId: row.call_id,
    deskId: row.desk_id,
    agentWorkNo: row.agent_work_no,
    recording: row.body === null ? null : parseBody(recordingSchema, row.body),
    ...(row.claimed_id ? { claimedId: row.claimed_id } : {}),
    ...(typeof row.found_damaged_at === 'number' ? { foundDamagedAt: row.found_damaged_at } : {}),
  };
}

function toSegment(row: Selectable<RecordingTables['segments']>): StoredSegment {
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
    ...contentOf(row),
  };
}

/** A flaw that a newer release has a word for is one. */
const flawsSchema = recordingFlawSchema.catch('damaged').array();

function contentOf(row: Selectable<RecordingTables['segments']>): Pick<StoredSegment, 'content'> {
  const { first_seq: firstSeq, next_seq: nextSeq, flaws } = row;
  if (typeof firstSeq !== 'number' || typeof nextSeq !== 'number' || !flaws) return {};
  return { content: { firstSeq, nextSeq, flaws: parseBody(flawsSchema, flaws) } };
}
