import type { Kysely } from 'kysely';
import { type Role, type User, roles, worksAtDesk } from '../../../shared/domain/session/user.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** A user with the Argon2id hash (PHC text) of the password. */
export interface StoredUser extends User {
  readonly passwordHash: string;
  /** Since when this person may no longer work here; `null` = may. */
  readonly disabledAt: number | null;
  /** The password is of the hub's making: another one is asked for at the next sign-in. Absent = it is the person's own. */
  readonly mustChangePassword?: true | undefined;
}

/** Wrong passwords in a row for one work number from one source. */
export interface SignInFailures {
  readonly count: number;
  readonly lockedUntil: number | null;
}

/** Users and their failed sign-ins. */
export interface UsersRepository {
  isEmpty(): Promise<boolean>;
  insert(user: StoredUser): Promise<void>;
  /** Replaces the user with the same `userId`. */
  update(user: StoredUser): Promise<void>;
  findByWorkNo(workNo: string): Promise<StoredUser | null>;
  /** `null` also for one who is disabled. */
  get(userId: string): Promise<User | null>;
  /** Agents and leads who may sign in, by work number; the first 200. */
  staff(): Promise<{ readonly workNo: string; readonly displayName: string }[]>;
  /** All who have an account, by work number, and until when wrong passwords keep each out; the first 2,000. */
  everybody(now: number): Promise<
    readonly (Omit<User, 'userId'> & {
      readonly disabledAt: number | null;
      readonly lockedUntil: number | null;
    })[]
  >;
  /** Names by work number, for lists. */
  names(workNos: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Work numbers by user id, also of disabled users. */
  people(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** None when the last of them was before `since`. */
  failures(workNo: string, source: string, since: number): Promise<SignInFailures>;
  /**
   * Also forgets counts that were last touched before `forgetBefore`, and the oldest of very many, so that made-up work
   * numbers do not pile up.
   */
  setFailures(
    of: { workNo: string; source: string },
    failures: SignInFailures,
    at: { now: number; forgetBefore: number },
  ): Promise<void>;
  /** Of one source, or of all when none is given. */
  clearFailures(workNo: string, source?: string): Promise<void>;
}

type UserTables = {
  users: {
    user_id: string;
    work_no: string;
    display_name: string;
    role: string;
    password_hash: string;
    disabled_at: number | null;
    newer_role: string | null;
    department_id: string | null;
    must_change: number;
  };
  /** Wrong passwords in a row from one source, also for work numbers that do not exist. */
  sign_in_failures: {
    work_no: string;
    source: string;
    count: number;
    locked_until: number | null;
    last_at: number;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly users: UsersRepository;
  }
}

export function createUsersRepository(hub: HubDatabase): UsersRepository {
  const db = hub.withTables<UserTables>();
  return {
    async isEmpty() {
      return (
        (await db.selectFrom('users').select('user_id').limit(1).executeTakeFirst()) === undefined
      );
    },
    async insert(user) {
      await db.insertInto('users').values(toRow(user)).execute();
    },
    async update(user) {
      await db.updateTable('users').set(toRow(user)).where('user_id', '=', user.userId).execute();
    },
    async findByWorkNo(workNo) {
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where('work_no', '=', workNo)
        .executeTakeFirst();
      if (!row) return null;
      const kept = { passwordHash: row.password_hash, disabledAt: disabledAt(row) };
      const must = row.must_change === 1 ? ({ mustChangePassword: true } as const) : {};
      return { ...toUser(row), ...kept, ...must };
    },
    async get(userId) {
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row && disabledAt(row) === null ? toUser(row) : null;
    },
    async staff() {
      const rows = await db
        .selectFrom('users')
        .select(['work_no', 'display_name'])
        .where('role', 'in', ['agent', 'lead'])
        .where('disabled_at', 'is', null)
        .orderBy('work_no')
        .limit(200)
        .execute();
      return rows.map((row) => ({ workNo: row.work_no, displayName: row.display_name }));
    },
    async everybody(now) {
      const rows = await db
        .selectFrom('users')
        .select(['work_no', 'display_name', 'role', 'newer_role', 'disabled_at', 'department_id'])
        .select((user) =>
          user
            .selectFrom('sign_in_failures')
            .select((of) => of.fn.max('locked_until').as('until'))
            .whereRef('sign_in_failures.work_no', '=', 'users.work_no')
            .where('locked_until', '>', now)
            .as('locked_until'),
        )
        .orderBy('work_no')
        .limit(2000)
        .execute();
      return rows.map((row) => ({
        workNo: row.work_no,
        displayName: row.display_name,
        role: toRole(row),
        ...departmentOf(row),
        disabledAt: disabledAt(row),
        lockedUntil: row.locked_until,
      }));
    },
    async names(workNos) {
      if (workNos.length === 0) return new Map();
      const rows = await db
        .selectFrom('users')
        .select(['work_no', 'display_name'])
        .where('work_no', 'in', workNos)
        .execute();
      return new Map(rows.map((row) => [row.work_no, row.display_name]));
    },
    async people(userIds) {
      if (userIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('users')
        .select(['user_id', 'work_no'])
        .where('user_id', 'in', userIds)
        .execute();
      return new Map(rows.map((row) => [row.user_id, row.work_no]));
    },
    ...failureQueries(db),
  };
}

/** More pairs of work number and source than an office has; only somebody who makes them up gets there. */
const maxFailureRows = 5000;

type FailureQueries = Pick<UsersRepository, 'failures' | 'setFailures' | 'clearFailures'>;

function failureQueries(db: Kysely<UserTables>): FailureQueries {
  return {
    async failures(workNo, source, since) {
      const row = await db
        .selectFrom('sign_in_failures')
        .select(['count', 'locked_until'])
        .where('work_no', '=', workNo)
        .where('source', '=', source)
        .where('last_at', '>=', since)
        .executeTakeFirst();
      return { count: row?.count ?? 0, lockedUntil: row?.locked_until ?? null };
    },
    async setFailures({ workNo, source }, { count, lockedUntil }, { now, forgetBefore }) {
      await db.deleteFrom('sign_in_failures').where('last_at', '<', forgetBefore).execute();
      const values = { count, locked_until: lockedUntil, last_at: now };
      await db
        .insertInto('sign_in_failures')
        .values({ work_no: workNo, source, ...values })
        .onConflict((conflict) => conflict.columns(['work_no', 'source']).doUpdateSet(values))
        .execute();
      const tooOld = db
        .selectFrom('sign_in_failures')
        .select('last_at')
        .orderBy('last_at', 'desc')
        .offset(maxFailureRows)
        .limit(1);
      await db.deleteFrom('sign_in_failures').where('last_at', '<=', tooOld).execute();
    },
    async clearFailures(workNo, source) {
      const remove = db.deleteFrom('sign_in_failures').where('work_no', '=', workNo);
      await (source === undefined ? remove : remove.where('source', '=', source)).execute();
    },
  };
}

/**
 * How a person of a role that came with `newer_role` is kept: an older hub, after a roll-back, finds an administrator who is
 * shut out since the year 1970, lets nobody in and reads the row. What its tools set (shut out since a real time; a role
 * and nobody shut out) counts here as well.
 */
const shutOutOfOlder = { role: 'admin', disabled_at: 0 } as const;

type RoleColumns = Pick<UserTables['users'], 'role' | 'newer_role' | 'disabled_at'>;

const hasNewerRole = ({ newer_role, disabled_at }: RoleColumns): boolean =>
  newer_role !== null && disabled_at !== null;

function disabledAt(row: RoleColumns): number | null {
  return hasNewerRole(row) && row.disabled_at === 0 ? null : row.disabled_at;
}

function toRow(user: StoredUser): UserTables['users'] {
  const isNewer = !worksAtDesk(user.role);
  return {
    user_id: user.userId,
    work_no: user.workNo,
    display_name: user.displayName,
    role: isNewer ? shutOutOfOlder.role : user.role,
    password_hash: user.passwordHash,
    disabled_at: user.disabledAt ?? (isNewer ? shutOutOfOlder.disabled_at : null),
    newer_role: isNewer ? user.role : null,
    department_id: user.departmentId ?? null,
    must_change: Number(user.mustChangePassword === true),
  };
}

function toUser(row: UserTables['users']): User {
  return {
    userId: row.user_id,
    workNo: row.work_no,
    displayName: row.display_name,
    role: toRole(row),
    ...departmentOf(row),
  };
}

function departmentOf(row: RoleColumns & Pick<UserTables['users'], 'department_id'>) {
  const isOfDepartment = row.department_id !== null && hasNewerRole(row);
  return isOfDepartment ? { departmentId: row.department_id ?? '' } : {};
}

function toRole(row: RoleColumns): Role {
  const text = hasNewerRole(row) ? row.newer_role : row.role;
  const role = roles.find((known) => known === text);
  // The table's CHECK constraint and this file allow nothing else.
  if (role === undefined) throw new Error('unknown role in the database');
  return role;
}
