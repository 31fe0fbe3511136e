import type { HubDatabase } from '../../storage/hub-store.ts';

/** What the hub keeps of somebody's second factor. Secrets are sealed (`factor-seal.ts`). */
export interface SecondFactor {
  readonly userId: string;
  /** `null` = not enrolled yet. */
  readonly secret: string | null;
  /** The last step whose code was taken: no code is taken twice. */
  readonly lastStep: number;
  /** Shown, and not proven by a code yet. */
  readonly pending: string | null;
  readonly pendingAt: number | null;
}

/** Second factors and recovery codes, by person. */
export interface SecondFactorsRepository {
  get(userId: string): Promise<SecondFactor | null>;
  put(factor: SecondFactor): Promise<void>;
  /** With all recovery codes. Says whether there was one. */
  remove(userId: string): Promise<boolean>;
  /** In place of those of before. */
  setCodes(userId: string, hashes: readonly string[]): Promise<void>;
  /** Uses a code up; `false` = there is none of that hash, or no more. */
  spendCode(userId: string, hash: string): Promise<boolean>;
  codesLeft(userId: string): Promise<number>;
  /** Work numbers of all who are enrolled. */
  enrolled(): Promise<ReadonlySet<string>>;
}

type FactorTables = {
  second_factors: {
    user_id: string;
    secret: string | null;
    last_step: number;
    pending: string | null;
    pending_at: number | null;
  };
  recovery_codes: { user_id: string; hash: string };
  users: { user_id: string; work_no: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly secondFactors: SecondFactorsRepository;
  }
}

export function createSecondFactorsRepository(hub: HubDatabase): SecondFactorsRepository {
  const db = hub.withTables<FactorTables>();
  const removeCodes = (userId: string) =>
    db.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  return {
    async get(userId) {
      const row = await db
        .selectFrom('second_factors')
        .selectAll()
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (!row) return null;
      const { secret, pending } = row;
      return { userId, secret, lastStep: row.last_step, pending, pendingAt: row.pending_at };
    },
    async put({ userId, secret, lastStep, pending, pendingAt }) {
      const values = { secret, last_step: lastStep, pending, pending_at: pendingAt };
      await db
        .insertInto('second_factors')
        .values({ user_id: userId, ...values })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
        .execute();
    },
    async remove(userId) {
      await removeCodes(userId);
      const { numDeletedRows } = await db
        .deleteFrom('second_factors')
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async setCodes(userId, hashes) {
      await removeCodes(userId);
      const rows = hashes.map((hash) => ({ user_id: userId, hash }));
      await db.insertInto('recovery_codes').values(rows).execute();
    },
    async spendCode(userId, hash) {
      const { numDeletedRows } = await db
        .deleteFrom('recovery_codes')
        .where('user_id', '=', userId)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async codesLeft(userId) {
      const { left } = await db
        .selectFrom('recovery_codes')
        .select((of) => of.fn.countAll<number | string>().as('left'))
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow();
      return Number(left);
    },
    async enrolled() {
      const rows = await db
        .selectFrom('second_factors')
        .innerJoin('users', 'users.user_id', 'second_factors.user_id')
        .select('work_no')
        .where('secret', 'is not', null)
        .execute();
      return new Set(rows.map((row) => row.work_no));
    },
  };
}
