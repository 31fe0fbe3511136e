import type { Heard } from '../../../shared/domain/recordings/heard.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** Who has heard how much of a recording. */
export interface HeardRepository {
  /** `heardMs` never becomes less. */
  note(recordingId: string, heard: Heard): Promise<void>;
  /** Per recording, who was last first; recordings that nobody has heard are not in it. */
  of(recordingIds: readonly string[]): Promise<ReadonlyMap<string, readonly Heard[]>>;
}

type HeardTables = {
  heard: {
    recording_id: string;
    work_no: string;
    heard_ms: number;
    length_ms: number;
    last_at: number;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly heard: HeardRepository;
  }
}

export function createHeardRepository(hub: HubDatabase): HeardRepository {
  const db = hub.withTables<HeardTables>();
  return {
    async note(recordingId, { workNo, heardMs, lengthMs, lastAt }) {
      const known = await db
        .selectFrom('heard')
        .select('heard_ms')
        .where('recording_id', '=', recordingId)
        .where('work_no', '=', workNo)
        .executeTakeFirst();
      const values = {
        heard_ms: Math.max(known?.heard_ms ?? 0, heardMs),
        length_ms: lengthMs,
        last_at: lastAt,
      };
      await db
        .insertInto('heard')
        .values({ recording_id: recordingId, work_no: workNo, ...values })
        .onConflict((conflict) => conflict.columns(['recording_id', 'work_no']).doUpdateSet(values))
        .execute();
    },
    async of(recordingIds) {
      if (recordingIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('heard')
        .selectAll()
        .where('recording_id', 'in', recordingIds)
        .orderBy('last_at', 'desc')
        .execute();
      return Map.groupBy(
        rows.map((row) => ({
          recordingId: row.recording_id,
          workNo: row.work_no,
          heardMs: row.heard_ms,
          lengthMs: row.length_ms,
          lastAt: row.last_at,
        })),
        ({ recordingId }) => recordingId,
      );
    },
  };
}
