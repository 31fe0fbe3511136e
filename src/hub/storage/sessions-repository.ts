import type { Selectable } from 'kysely';
import type { HubDatabase } from './database.ts';
import type { HubSchema } from './schema.ts';

/** One sign-in at one desk. Tokens are kept as hashes only. */
export interface SessionRow {
  readonly sessionId: string;
  readonly userId: string;
  readonly deskId: string;
  readonly accessHash: string;
  readonly accessExpiresAt: number;
  readonly refreshHash: string;
  readonly refreshExpiresAt: number;
  readonly previousRefreshHash: string | null;
  readonly refreshedAt: number;
  readonly endedAt: number | null;
}

/** Sessions, and which users have signed in at which desk. */
export interface SessionsRepository {
  insert(session: SessionRow): Promise<void>;
  /** Replaces the row with the same `sessionId`. */
  update(session: SessionRow): Promise<void>;
  get(sessionId: string): Promise<SessionRow | null>;
  findByAccessHash(accessHash: string): Promise<SessionRow | null>;
  /** By the refresh token in force or the one before it. */
  findByRefreshHash(refreshHash: string): Promise<SessionRow | null>;
  noteDesk(desk: { deskId: string; userId: string; workNo: string; at: number }): Promise<void>;
  /** Has a user with this work number ever signed in at this desk? */
  hasSignedInAt(deskId: string, workNo: string): Promise<boolean>;
  /** Ends all sessions of a user. */
  endAllOf(userId: string, at: number): Promise<void>;
  /** Removes sessions that can no longer be refreshed. */
  removeExpired(before: number): Promise<void>;
}

export function createSessionsRepository(db: HubDatabase): SessionsRepository {
  const select = () => db.selectFrom('sessions').selectAll();
  return {
    async insert(session) {
      await db.insertInto('sessions').values(toRow(session)).execute();
    },
    async update(session) {
      const row = toRow(session);
      await db.updateTable('sessions').set(row).where('session_id', '=', row.session_id).execute();
    },
    async get(sessionId) {
      return fromRow(await select().where('session_id', '=', sessionId).executeTakeFirst());
    },
    async findByAccessHash(hash) {
      return fromRow(await select().where('access_hash', '=', hash).executeTakeFirst());
    },
    async findByRefreshHash(hash) {
      const query = select().where((where) =>
        where.or([where('refresh_hash', '=', hash), where('previous_refresh_hash', '=', hash)]),
      );
      return fromRow(await query.executeTakeFirst());
    },
    async noteDesk({ deskId, userId, workNo, at }) {
      await db
        .insertInto('desks')
        .values({ desk_id: deskId, user_id: userId, work_no: workNo, last_seen_at: at })
        .onConflict((conflict) =>
          conflict.columns(['desk_id', 'user_id']).doUpdateSet({ last_seen_at: at }),
        )
        .execute();
    },
    async hasSignedInAt(deskId, workNo) {
      const row = await db
        .selectFrom('desks')
        .select('user_id')
        .where('desk_id', '=', deskId)
        .where('work_no', '=', workNo)
        .executeTakeFirst();
      return row !== undefined;
    },
    async endAllOf(userId, at) {
      const update = db.updateTable('sessions').set({ ended_at: at });
      await update.where('user_id', '=', userId).where('ended_at', 'is', null).execute();
    },
    async removeExpired(before) {
      await db.deleteFrom('sessions').where('refresh_expires_at', '<', before).execute();
    },
  };
}

function toRow(session: SessionRow): HubSchema['sessions'] {
  return {
    session_id: session.sessionId,
    user_id: session.userId,
    desk_id: session.deskId,
    access_hash: session.accessHash,
    access_expires_at: session.accessExpiresAt,
    refresh_hash: session.refreshHash,
    refresh_expires_at: session.refreshExpiresAt,
    previous_refresh_hash: session.previousRefreshHash,
    refreshed_at: session.refreshedAt,
    ended_at: session.endedAt,
  };
}

function fromRow(row: Selectable<HubSchema['sessions']> | undefined): SessionRow | null {
  if (!row) return null;
  return {
    sessionId: row.session_id,
    userId: row.user_id,
    deskId: row.desk_id,
    accessHash: row.access_hash,
    accessExpiresAt: row.access_expires_at,
    refreshHash: row.refresh_hash,
    refreshExpiresAt: row.refresh_expires_at,
    previousRefreshHash: row.previous_refresh_hash,
    refreshedAt: row.refreshed_at,
    endedAt: row.ended_at,
  };
}
