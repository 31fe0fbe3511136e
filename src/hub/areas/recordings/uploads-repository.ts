import type { Selectable } from 'kysely';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** An upload: who may continue it, and what tus has to remember of it (JSON). */
export interface UploadRow {
  readonly uploadId: string;
  readonly deskId: string;
  /** Who began it; absent = under an older release. */
  readonly userId?: string | undefined;
  readonly createdAt: number;
  /** When its bytes were in the archive; kept for a while for a desk that did not hear the answer. */
  readonly finishedAt: number | null;
  readonly body: string;
}

/** Uploads under way. Kept here and not in files beside the bytes: a power cut must not leave half a JSON file. */
export interface UploadsRepository {
  get(uploadId: string): Promise<UploadRow | null>;
  put(upload: UploadRow): Promise<void>;
  markFinished(uploadId: string, at: number): Promise<void>;
  remove(uploadId: string): Promise<void>;
  /** Begun by this desk or by this person and not finished, oldest first. */
  unfinishedOf(who: {
    readonly deskId: string;
    readonly userId: string;
  }): Promise<readonly UploadRow[]>;
  createdBefore(at: number): Promise<readonly UploadRow[]>;
}

type UploadTables = {
  /** tus uploads under way, and those lately finished. */
  uploads: {
    upload_id: string;
    desk_id: string;
    /** `null` in rows of older releases. */
    user_id?: string | null;
    created_at: number;
    finished_at: number | null;
    body: string;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly uploads: UploadsRepository;
  }
}

export function createUploadsRepository(hub: HubDatabase): UploadsRepository {
  const db = hub.withTables<UploadTables>();
  const select = () => db.selectFrom('uploads').selectAll();
  return {
    async get(uploadId) {
      const row = await select().where('upload_id', '=', uploadId).executeTakeFirst();
      return row ? toUpload(row) : null;
    },
    async put({ uploadId, deskId, userId, createdAt, finishedAt, body }) {
      const values = {
        desk_id: deskId,
        user_id: userId ?? null,
        created_at: createdAt,
        finished_at: finishedAt,
        body,
      };
      await db
        .insertInto('uploads')
        .values({ upload_id: uploadId, ...values })
        .onConflict((conflict) => conflict.column('upload_id').doUpdateSet(values))
        .execute();
    },
    async markFinished(uploadId, at) {
      const update = db.updateTable('uploads').set({ finished_at: at });
      await update.where('upload_id', '=', uploadId).execute();
    },
    async remove(uploadId) {
      await db.deleteFrom('uploads').where('upload_id', '=', uploadId).execute();
    },
    async unfinishedOf({ deskId, userId }) {
      const query = select()
        .where('finished_at', 'is', null)
        .where((where) => where.or([where('desk_id', '=', deskId), where('user_id', '=', userId)]));
      return (await query.orderBy('created_at').execute()).map(toUpload);
    },
    async createdBefore(at) {
      return (await select().where('created_at', '<', at).execute()).map(toUpload);
    },
  };
}

function toUpload(row: Selectable<UploadTables['uploads']>): UploadRow {
  return {
    uploadId: row.upload_id,
    deskId: row.desk_id,
    ...(row.user_id ? { userId: row.user_id } : {}),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    body: row.body,
  };
}
