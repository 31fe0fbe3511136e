import type { Generated } from 'kysely';
import type { HubDatabase } from '../../storage/hub-store.ts';

export type ClaimEntity = 'call' | 'recording';

/** A desk has named a call or a recording. `isFirm`: it said that it is its own, and did not only mention it. */
export interface Claim {
  readonly id: string;
  readonly deskId: string;
  readonly isFirm: boolean;
}

export interface NewClaim extends Claim {
  readonly entity: ClaimEntity;
  readonly at: number;
  /** What was said, when it is not kept anywhere else: JSON of a call record that was refused. */
  readonly body?: string;
}

/** Who has named what. A row is made once for each desk; it only ever becomes firm. */
export interface ClaimsRepository {
  /** In the order in which the desks first named it. */
  of(entity: ClaimEntity, ids: readonly string[]): Promise<readonly Claim[]>;
  put(claim: NewClaim): Promise<void>;
}

type ClaimTables = {
  /** Which desk has named which call or recording, in the order of the first time. */
  claims: {
    claim_id: Generated<number>;
    entity: string;
    id: string;
    desk_id: string;
    is_firm: number;
    first_at: number;
    body?: string | null;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly claims: ClaimsRepository;
  }
}

export function createClaimsRepository(hub: HubDatabase): ClaimsRepository {
  const db = hub.withTables<ClaimTables>();
  return {
    async of(entity, ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('claims')
        .select(['id', 'desk_id', 'is_firm'])
        .where('entity', '=', entity)
        .where('id', 'in', ids)
        .orderBy('claim_id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        deskId: row.desk_id,
        isFirm: row.is_firm === 1,
      }));
    },
    async put({ entity, id, deskId, isFirm, at, body }) {
      const told = body === undefined ? {} : { body };
      const firm = isFirm ? { is_firm: 1 } : {};
      const insert = db.insertInto('claims').values({
        entity,
        id,
        desk_id: deskId,
        is_firm: isFirm ? 1 : 0,
        first_at: at,
        ...told,
      });
      const columns = ['entity', 'id', 'desk_id'] as const;
      const change = { ...firm, ...told };
      await insert
        .onConflict((conflict) =>
          Object.keys(change).length === 0
            ? conflict.columns(columns).doNothing()
            : conflict.columns(columns).doUpdateSet(change),
        )
        .execute();
    },
  };
}
