import type { Kysely, Selectable } from 'kysely';
import type { Role } from '../../../shared/domain/session/user.ts';
import type { Reader } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

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
  /** What the one before was exchanged for, sealed by it; absent = nothing, or of an older release. */
  readonly successor?: string | undefined;
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
  /** Also forgets the desks of this person that were not used for longest, beyond `mostDesksOfOne`. */
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
  /** Has this desk id never been used but from this address? `true` also when it was never used. */
  isUsedOnlyFrom(deskId: string, address: string): Promise<boolean>;
  /** Ends the sessions of a user beyond the newest so many. */
  endOldestOf(userId: string, keep: number, at: number): Promise<void>;
  /** Ends all sessions of a user. */
  endAllOf(userId: string, at: number): Promise<void>;
  /** Ends all sessions of a user but one. */
  endOthersOf(userId: string, sessionId: string, at: number): Promise<void>;
  /** Ends the sessions opened under a desk id without proof of its key. */
  endUnprovenAt(deskId: string, at: number): Promise<void>;
  /** Ends all sessions of a desk. */
  endAllAt(deskId: string, at: number): Promise<void>;
  /** When each person was last at each desk, newest first, and which contract number the desk last said. */
  desksSeen(): Promise<
    readonly { deskId: string; workNo: string; lastSeenAt: number; contract: number | null }[]
  >;
  /** Sessions that may ask for something now, of people with one of these roles who may work here: those that `authenticateAgain` lets in. */
  openOf(roles: readonly Role[], now: number): Promise<ReadonlyMap<string, Reader>>;
  /** When the newest session of each desk was opened or renewed. */
  renewals(): Promise<ReadonlyMap<string, number>>;
  /** A desk has said which contract it knows. */
  noteContract(deskId: string, contract: number): Promise<void>;
  /** Removes sessions that can no longer be refreshed. */
  removeExpired(before: number): Promise<void>;
}

/** More than an office has desks; only who makes ids up gets there. */
const mostDesksOfOne = 200;

type SessionTables = {
  sessions: {
    session_id: string;
    user_id: string;
    desk_id: string;
    access_hash: string;
    access_expires_at: number;
    refresh_hash: string;
    refresh_expires_at: number;
    /** The refresh token before this one: still taken for a moment, because its answer may have been lost. */
    previous_refresh_hash: string | null;
    /** The tokens that the one before was exchanged for, sealed by it (`successor.ts`). */
    successor?: string | null;
    refreshed_at: number;
    ended_at: number | null;
    /** 1 = the desk has proven its key at the sign-in or a refresh. */
    desk_proven: number;
    started_at: number;
  };
  /** Refresh tokens that were exchanged: one that comes again was copied. */
  spent_tokens: { hash: string; session_id: string };
  /** Who has ever signed in at which desk, and from which address last. */
  desks: {
    desk_id: string;
    user_id: string;
    work_no: string;
    last_seen_at: number;
    last_address: string | null;
    /** Contract number that the desk last said. */
    contract: number | null;
  };
};

type UserTables = {
  users: { user_id: string; work_no: string; role: string; disabled_at: number | null };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly sessions: SessionsRepository;
  }
}

export function createSessionsRepository(hub: HubDatabase): SessionsRepository {
  const db = hub.withTables<SessionTables>();
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
      const kept = db
        .selectFrom('desks')
        .select('desk_id')
        .where('user_id', '=', userId)
        .orderBy('last_seen_at', 'desc')
        .limit(mostDesksOfOne);
      await db
        .deleteFrom('desks')
        .where('user_id', '=', userId)
        .where('desk_id', 'not in', kept)
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
    async isUsedOnlyFrom(deskId, address) {
      const used = db.selectFrom('desks').select('user_id').where('desk_id', '=', deskId);
      const elsewhere = used.where((where) =>
        where.or([where('last_address', 'is', null), where('last_address', '!=', address)]),
      );
      return (await elsewhere.executeTakeFirst()) === undefined;
    },
    ...endings(db),
    async desksSeen() {
      return db
        .selectFrom('desks')
        .select([
          'desk_id as deskId',
          'work_no as workNo',
          'last_seen_at as lastSeenAt',
          'contract',
        ])
        .orderBy('last_seen_at', 'desc')
        .execute();
    },
    async openOf(roles, now) {
      const rows = await hub
        .withTables<SessionTables & UserTables>()
        .selectFrom('sessions')
        .innerJoin('users', 'users.user_id', 'sessions.user_id')
        .select(['session_id', 'work_no', 'role'])
        .where('ended_at', 'is', null)
        .where('access_expires_at', '>', now)
        .where('disabled_at', 'is', null)
        .where('role', 'in', roles)
        .execute();
      return new Map(
        rows.flatMap((row) => {
          const role = roles.find((known) => known === row.role);
          return role === undefined ? [] : [[row.session_id, { workNo: row.work_no, role }]];
        }),
      );
    },
    async renewals() {
      const rows = await db
        .selectFrom('sessions')
        .select(['desk_id', (of) => of.fn.max('refreshed_at').as('at')])
        .groupBy('desk_id')
        .execute();
      return new Map(rows.map((row) => [row.desk_id, row.at]));
    },
    async noteContract(deskId, contract) {
      await db
        .updateTable('desks')
        .set({ contract })
        .where('desk_id', '=', deskId)
        .where('contract', 'is distinct from', contract)
        .execute();
    },
    async removeExpired(before) {
      await db.deleteFrom('sessions').where('refresh_expires_at', '<', before).execute();
    },
  };
}

function endings(
  db: Kysely<SessionTables>,
): Pick<
  SessionsRepository,
  'endOldestOf' | 'endAllOf' | 'endOthersOf' | 'endUnprovenAt' | 'endAllAt'
> {
  const end = (at: number) =>
    db.updateTable('sessions').set({ ended_at: at }).where('ended_at', 'is', null);
  return {
    async endOldestOf(userId, keep, at) {
      const kept = db
        .selectFrom('sessions')
        .select('session_id')
        .where('user_id', '=', userId)
        .where('ended_at', 'is', null)
        .orderBy('refreshed_at', 'desc')
        .limit(keep);
      await end(at).where('user_id', '=', userId).where('session_id', 'not in', kept).execute();
    },
    async endAllOf(userId, at) {
      await end(at).where('user_id', '=', userId).execute();
    },
    async endOthersOf(userId, sessionId, at) {
      await end(at).where('user_id', '=', userId).where('session_id', '!=', sessionId).execute();
    },
    async endUnprovenAt(deskId, at) {
      await end(at).where('desk_id', '=', deskId).where('desk_proven', '=', 0).execute();
    },
    async endAllAt(deskId, at) {
      await end(at).where('desk_id', '=', deskId).execute();
    },
  };
}

function toRow(session: SessionRow): SessionTables['sessions'] {
  return {
    session_id: session.sessionId,
    user_id: session.userId,
    desk_id: session.deskId,
    access_hash: session.accessHash,
    access_expires_at: session.accessExpiresAt,
    refresh_hash: session.refreshHash,
    refresh_expires_at: session.refreshExpiresAt,
    previous_refresh_hash: session.previousRefreshHash,
    successor: session.successor ?? null,
    refreshed_at: session.refreshedAt,
    ended_at: session.endedAt,
    desk_proven: Number(session.deskProven),
    started_at: session.startedAt,
  };
}

function fromRow(row: Selectable<SessionTables['sessions']> | undefined): SessionRow | null {
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
    ...(row.successor ? { successor: row.successor } : {}),
    refreshedAt: row.refreshed_at,
    endedAt: row.ended_at,
    deskProven: row.desk_proven === 1,
    startedAt: row.started_at,
  };
}
