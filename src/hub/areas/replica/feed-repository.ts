import type { Generated } from 'kysely';
import type { HubDatabase } from '../../storage/hub-store.ts';

const feedEntities = ['ticket', 'knowledge', 'officeRule', 'incident'] as const;
export type FeedEntity = (typeof feedEntities)[number];

export interface FeedRow {
  readonly seq: number;
  /** `null` = none of this release's; it keeps its place. */
  readonly entity: FeedEntity | null;
  readonly entityId: string;
}

/**
 * The order in which things changed. An entity stands in the feed once, at the place of its latest change, so that a
 * new desk reads each entity once. Sequence numbers only grow and are never used again.
 */
export interface FeedRepository {
  /** Moves the entity to the end of the feed. */
  append(entity: FeedEntity, entityId: string): Promise<number>;
  /** At most `limit` rows after `since`, in order. */
  read(since: number, limit: number): Promise<readonly FeedRow[]>;
  newestSeq(): Promise<number>;
}

type FeedTables = {
  /** One row per entity, moved to the end of the feed with each change. */
  changes: { seq: Generated<number>; entity: string; entity_id: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly feed: FeedRepository;
  }
}

export function createFeedRepository(hub: HubDatabase): FeedRepository {
  const db = hub.withTables<FeedTables>();
  return {
    async append(entity, entityId) {
      await db
        .deleteFrom('changes')
        .where('entity', '=', entity)
        .where('entity_id', '=', entityId)
        .execute();
      const row = await db
        .insertInto('changes')
        .values({ entity, entity_id: entityId })
        .returning('seq')
        .executeTakeFirstOrThrow();
      return row.seq;
    },
    async read(since, limit) {
      const rows = await db
        .selectFrom('changes')
        .selectAll()
        .where('seq', '>', since)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        seq: row.seq,
        entity: feedEntities.find((known) => known === row.entity) ?? null,
        entityId: row.entity_id,
      }));
    },
    async newestSeq() {
      const row = await db
        .selectFrom('changes')
        .select('seq')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
  };
}
