import { type Generated, type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { AuditAction } from '../../../shared/contract/audit/schemas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** What the office may have to account for. Ids only: no name, no number of a citizen. */
export interface AuditEntry {
  readonly at: number;
  readonly action: AuditAction;
  readonly userId: string | null;
  readonly deskId: string | null;
  /** What it was about: the id of a recording or ticket, the name of a procedure. */
  readonly subjectId: string | null;
  readonly code: ErrorCode | null;
  /** IP address of who asked; absent for what IT does on the hub's machine. */
  readonly address?: string | null;
  /** Had the desk proven its key, or is `deskId` only what was said? */
  readonly deskProven?: boolean | null;
  /** A work number that nobody has, masked: it may be a password in the wrong field. */
  readonly tried?: string | null;
  /** What it was about beyond an id, in words. */
  readonly detail?: string | null;
  /** How often, for refusals that are counted and not listed one by one. 1 when absent. */
  readonly count?: number;
}

/** A row as it is read: other releases may have written other actions and codes. */
export interface AuditRow {
  readonly auditId: number;
  readonly at: number;
  readonly action: string;
  readonly userId: string | null;
  readonly deskId: string | null;
  readonly subjectId: string | null;
  readonly code: string | null;
  readonly address: string | null;
  readonly deskProven: boolean | null;
  readonly tried: string | null;
  readonly detail: string | null;
  readonly count: number;
}

/** Which rows; newest first. */
export interface AuditFilter {
  /** Rows older than this one; `null` = from the newest. */
  readonly before: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly action: string | null;
  readonly userId: string | null;
  readonly deskId: string | null;
  readonly subjectId: string | null;
  readonly limit: number;
}

/** Append-only, but for refused sign-ins, of which only the newest are kept: anybody can cause them. */
export interface AuditRepository {
  append(entry: AuditEntry): Promise<void>;
  /**
   * For what somebody can do again and again: the same (but for its time) within ten minutes is counted in its first row.
   * Of one person and action so many rows are kept apart in that time; what is different beyond that is counted
   * in one row that tells person, action and code only.
   */
  appendOrCount(entry: AuditEntry): Promise<void>;
  /**
   * The same, but each subject keeps a row of its own, however many there are: for what was done to things that the hub has.
   * Nobody hides it behind many others; names that are made up have an end by `appendOrCount`.
   */
  appendOrCountEach(entry: AuditEntry): Promise<void>;
  /** Newest first, without the columns on where from. */
  newest(
    limit: number,
  ): Promise<
    readonly Pick<AuditRow, 'at' | 'action' | 'userId' | 'deskId' | 'subjectId' | 'code'>[]
  >;
  list(filter: AuditFilter): Promise<readonly AuditRow[]>;
  /** How many segments of each recording were taken into the archive, by its rows `uploaded`. */
  uploaded(): Promise<ReadonlyMap<string, number>>;
  /** Removes the oldest refusals of sign-ins and refreshes beyond `keep`; nothing else is ever removed. */
  pruneRefusals(keep: number): Promise<void>;
}

/** What everybody can cause who reaches the hub. */
const signInRefusals = ['signInRefused', 'refreshRefused', 'deskRefused'] as const;
export type SignInRefusal = (typeof signInRefusals)[number];

type AuditTables = {
  audit: {
    audit_id: Generated<number>;
    at: number;
    action: string;
    user_id: string | null;
    desk_id: string | null;
    subject_id: string | null;
    code: string | null;
    address: string | null;
    desk_proven: number | null;
    tried: string | null;
    /** `null` in rows of older releases, too. */
    detail?: string | null;
    /** Times the same happened; `null` in rows of older releases = once. */
    count: number | null;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly audit: AuditRepository;
  }
}

export function createAuditRepository(hub: HubDatabase): AuditRepository {
  const db = hub.withTables<AuditTables>();
  const append = async (entry: AuditEntry) => {
    await db.insertInto('audit').values(toRow(entry)).execute();
  };
  return {
    append,
    async appendOrCount(entry) {
      if (await isCounted(db, entry)) return;
      if (!(await hasManyKinds(db, entry))) return append(entry);
      const { at, action, userId, code } = entry;
      const merged = { at, action, userId, code, deskId: null, subjectId: null };
      if (!(await isCounted(db, merged))) await append(merged);
    },
    async appendOrCountEach(entry) {
      if (!(await isCounted(db, entry))) await append(entry);
    },
    async newest(limit) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .orderBy('audit_id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        at: row.at,
        action: row.action,
        userId: row.user_id,
        deskId: row.desk_id,
        subjectId: row.subject_id,
        code: row.code,
      }));
    },
    async list(filter) {
      let query = db.selectFrom('audit').selectAll();
      if (filter.before !== null) query = query.where('audit_id', '<', filter.before);
      if (filter.from !== null) query = query.where('at', '>=', filter.from);
      if (filter.to !== null) query = query.where('at', '<', filter.to);
      if (filter.action !== null) query = query.where('action', '=', filter.action);
      if (filter.userId !== null) query = query.where('user_id', '=', filter.userId);
      if (filter.deskId !== null) query = query.where('desk_id', '=', filter.deskId);
      if (filter.subjectId !== null) query = query.where('subject_id', '=', filter.subjectId);
      const rows = await query.orderBy('audit_id', 'desc').limit(filter.limit).execute();
      return rows.map(fromRow);
    },
    async uploaded() {
      const rows = await db
        .selectFrom('audit')
        .select(['subject_id', (of) => of.fn.countAll<number | string>().as('segments')])
        .where('action', '=', 'uploaded')
        .groupBy('subject_id')
        .execute();
      return new Map(rows.map((row) => [row.subject_id ?? '', Number(row.segments)]));
    },
    async pruneRefusals(keep) {
      const oldestGone = db
        .selectFrom('audit')
        .select('audit_id')
        .where('action', 'in', signInRefusals)
        .orderBy('audit_id', 'desc')
        .offset(keep)
        .limit(1);
      await db
        .deleteFrom('audit')
        .where('action', 'in', signInRefusals)
        .where('audit_id', '<=', oldestGone)
        .execute();
    },
  };
}

/** The same within this time is one row. */
const countedMs = 10 * 60_000;
/** Of one person and action, within that time. */
const maxKinds = 100;

/** Counts the entry in a row that says the same already; `false` = there is none. */
async function isCounted(db: Kysely<AuditTables>, entry: AuditEntry): Promise<boolean> {
  const { deskProven = null } = entry;
  const same = db
    .selectFrom('audit')
    .select('audit_id')
    .where('at', '>', entry.at - countedMs)
    .where('action', '=', entry.action)
    .where('user_id', 'is not distinct from', entry.userId)
    .where('desk_id', 'is not distinct from', entry.deskId)
    .where('subject_id', 'is not distinct from', entry.subjectId)
    .where('code', 'is not distinct from', entry.code)
    .where('address', 'is not distinct from', entry.address ?? null)
    .where('detail', 'is not distinct from', entry.detail ?? null)
    .where('desk_proven', 'is not distinct from', deskProven === null ? null : Number(deskProven))
    .orderBy('audit_id', 'desc')
    .limit(1);
  const { numUpdatedRows } = await db
    .updateTable('audit')
    .set({ count: sql<number>`coalesce(count, 1) + 1` })
    .where('audit_id', 'in', same)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function hasManyKinds(
  db: Kysely<AuditTables>,
  { at, action, userId }: AuditEntry,
): Promise<boolean> {
  const { kinds } = await db
    .selectFrom('audit')
    .select((of) => of.fn.countAll<number | string>().as('kinds'))
    .where('user_id', 'is not distinct from', userId)
    .where('action', '=', action)
    .where('at', '>', at - countedMs)
    .executeTakeFirstOrThrow();
  return Number(kinds) >= maxKinds;
}

function toRow(entry: AuditEntry): Insertable<AuditTables['audit']> {
  const { deskProven = null } = entry;
  return {
    at: entry.at,
    action: entry.action,
    user_id: entry.userId,
    desk_id: entry.deskId,
    subject_id: entry.subjectId,
    code: entry.code,
    address: entry.address ?? null,
    desk_proven: deskProven === null ? null : Number(deskProven),
    tried: entry.tried ?? null,
    detail: entry.detail ?? null,
    count: entry.count ?? 1,
  };
}

function fromRow(row: Selectable<AuditTables['audit']>): AuditRow {
  return {
    auditId: row.audit_id,
    at: row.at,
    action: row.action,
    userId: row.user_id,
    deskId: row.desk_id,
    subjectId: row.subject_id,
    code: row.code,
    address: row.address,
    deskProven: row.desk_proven === null ? null : row.desk_proven === 1,
    tried: row.tried,
    detail: row.detail ?? null,
    count: row.count ?? 1,
  };
}
