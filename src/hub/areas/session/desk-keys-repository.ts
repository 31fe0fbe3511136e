import type { HubDatabase } from '../../storage/hub-store.ts';

/** The key that a desk id is bound to. */
export interface DeskKeyRow {
  readonly deskId: string;
  /** Base64 SPKI DER, Ed25519; empty = none yet: disabled before it had one, or released for the next one. */
  readonly publicKey: string;
  readonly enrolledAt: number;
  /** Who signed in at the desk when it was enrolled; `null` = nobody yet. */
  readonly enrolledBy: string | null;
  readonly disabledAt: number | null;
}

/** Keys of desks. */
export interface DeskKeysRepository {
  get(deskId: string): Promise<DeskKeyRow | null>;
  /** Adds or replaces. */
  put(row: DeskKeyRow): Promise<void>;
  remove(deskId: string): Promise<void>;
  list(): Promise<readonly DeskKeyRow[]>;
}

type DeskKeyTables = {
  /** The key a desk id is bound to. */
  desk_keys: {
    desk_id: string;
    public_key: string;
    enrolled_at: number;
    enrolled_by: string | null;
    disabled_at: number | null;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly deskKeys: DeskKeysRepository;
  }
}

export function createDeskKeysRepository(hub: HubDatabase): DeskKeysRepository {
  const db = hub.withTables<DeskKeyTables>();
  const select = () =>
    db
      .selectFrom('desk_keys')
      .select([
        'desk_id as deskId',
        'public_key as publicKey',
        'enrolled_at as enrolledAt',
        'enrolled_by as enrolledBy',
        'disabled_at as disabledAt',
      ]);
  return {
    async get(deskId) {
      return (await select().where('desk_id', '=', deskId).executeTakeFirst()) ?? null;
    },
    async put({ deskId, publicKey, enrolledAt, enrolledBy, disabledAt }) {
      const values = {
        public_key: publicKey,
        enrolled_at: enrolledAt,
        enrolled_by: enrolledBy,
        disabled_at: disabledAt,
      };
      await db
        .insertInto('desk_keys')
        .values({ desk_id: deskId, ...values })
        .onConflict((conflict) => conflict.column('desk_id').doUpdateSet(values))
        .execute();
    },
    async remove(deskId) {
      await db.deleteFrom('desk_keys').where('desk_id', '=', deskId).execute();
    },
    list: () => select().orderBy('enrolled_at').execute(),
  };
}
