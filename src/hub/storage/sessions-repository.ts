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
  /** Has the desk proven its key? */
  readonly deskProven: boolean;
  readonly startedAt: number;
}

/** Sessions, and which users have signed in at which desk. */
export interface SessionsRepository {
  insert(session: SessionRow): Promise<void>;
  /** Replaces the row with the same `sessionId`. */
  update(session: SessionRow): Promise<void>;
  get(sessionId: string): Promise<SessionRow | null>;
  findByAccessHash(accessHash: string): Promise<SessionRow | null>;
  /** By the refresh token in force, the one before it, or any that was exchanged. */
  findByRefreshHash(refreshHash: string): Promise<SessionRow | null>;
  /** Remembers refresh tokens that are not to come again. */
  spend(sessionId: string, refreshHash: string): Promise<void>;
  noteDesk(desk: {
    deskId: string;
    userId: string;
    workNo: string;
    at: number;
    address: string;
  }): Promise<void>;
  /** Has this person last signed in at some desk from this address? */
  hasSignedInFrom(address: string, workNo: string): Promise<boolean>;
  /** Has a user with this work number ever signed in at this desk? */
  hasSignedInAt(deskId: string, workNo: string): Promise<boolean>;
  /** Ends all sessions of a user. */
  endAllOf(userId: string, at: number): Promise<void>;
  /** Ends the sessions opened under a desk id without proof of its key. */
  endUnprovenAt(deskId: string, at: number): Promise<void>;
  /** Ends all sessions of a desk. */
  endAllAt(deskId: string, at: number): Promise<void>;
  /** When each desk was last used. */
  desksSeen(): Promise<readonly { deskId: string; workNo: string; lastSeenAt: number }[]>;
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
        where.or([
          where('refresh_hash', '=', hash),
          where('previous_refresh_hash', '=', hash),
          where(
            'session_id',
            'in',
            db.selectFrom('spent_tokens').select('session_id').where('hash', '=', hash),
          ),
        ]),
      );
      return fromRow(await query.executeTakeFirst());
    },
    async spend(sessionId, hash) {
      const values = { hash, session_id: sessionId };
      await db
        .insertInto('spent_tokens')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async noteDesk({ deskId, userId, workNo, at, address }) {
      const seen = { last_seen_at: at, last_address: address };
      await db
        .insertInto('desks')
        .values({ desk_id: deskId, user_id: userId, work_no: workNo, ...seen })
        .onConflict((conflict) => conflict.columns(['desk_id', 'user_id']).doUpdateSet(seen))
        .execute();
    },
    async hasSignedInFrom(address, workNo) {
      const row = await db
        .selectFrom('desks')
        .select('user_id')
        .where('work_no', '=', workNo)
        .where('last_address', '=', address)
        .executeTakeFirst();
      return row !== undefined;
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
    ...endings(db),
    async desksSeen() {
      return db
        .selectFrom('desks')
        .select(['desk_id as deskId', 'work_no as workNo', 'last_seen_at as lastSeenAt'])
        .orderBy('last_seen_at', 'desc')
        .execute();
    },
    async removeExpired(before) {
      await db.deleteFrom('sessions').where('refresh_expires_at', '<', before).execute();
    },
  };
}

function endings(
  db: HubDatabase,
): Pick<SessionsRepository, 'endAllOf' | 'endUnprovenAt' | 'endAllAt'> {
  const end = (at: number) =>
    db.updateTable('sessions').set({ ended_at: at }).where('ended_at', 'is', null);
  return {
    async endAllOf(userId, at) {
      await end(at).where('user_id', '=', userId).execute();
    },
    async endUnprovenAt(deskId, at) {
      await end(at).where('desk_id', '=', deskId).where('desk_proven', '=', 0).execute();
    },
    async endAllAt(deskId, at) {
      await end(at).where('desk_id', '=', deskId).execute();
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
    desk_proven: Number(session.deskProven),
    started_at: session.startedAt,
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
    deskProven: row.desk_proven === 1,
    startedAt: row.started_at,
  };
}
