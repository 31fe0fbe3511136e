import type { Generated } from 'kysely';
import { sql } from 'kysely';
import type { FillPart } from '../../../shared/contract/replica/hub.ts';
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
  /**
   * At most `limit` rows of a part of the feed below `before` (`null` = from its top), the newest first. Between the tickets stands
   * whatever else the feed has there.
   */
  readPart(
    part: FillPart,
    page: { readonly before: number | null; readonly limit: number },
  ): Promise<readonly PartRow[]>;
  countPart(part: FillPart): Promise<number>;
}

/** A row of a part, and by which number the part goes on below it. */
export interface PartRow extends FeedRow {
  readonly at: number;
}

type FeedTables = {
  /** One row per entity, moved to the end of the feed with each change. */
  changes: { seq: Generated<number>; entity: string; entity_id: string };
  ticket_index: { row: number; ticket_id: string; is_open: number };
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
      return rows.map(feedRow);
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
    async readPart(part, { before, limit }) {
      if (part === 'open') {
        const rows = await db
          .selectFrom('ticket_index')
          .innerJoin('changes', (join) =>
            join
              .onRef('changes.entity_id', '=', 'ticket_index.ticket_id')
              .on('changes.entity', '=', 'ticket'),
          )
          .select(['seq', 'entity', 'entity_id', 'row'])
          .where('is_open', '=', 1)
          .$if(before !== null, (query) => query.where('row', '<', before ?? 0))
          .orderBy('row', 'desc')
          .limit(limit)
          .execute();
        return rows.map((row) => ({ ...feedRow(row), at: row.row }));
      }
      const rows = await db
        .selectFrom('changes')
        .selectAll()
        // Asked for tickets alone, SQLite would take the index by entity, and sort all of them for each page.
        .$if(part === 'matters', (query) => query.where(isOfPart.matters))
        .$if(before !== null, (query) => query.where('seq', '<', before ?? 0))
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...feedRow(row), at: row.seq }));
    },
    async countPart(part) {
      const { found } =
        part === 'open'
          ? await db
              .selectFrom('ticket_index')
              .select(({ fn }) => fn.countAll<number | string>().as('found'))
              .where('is_open', '=', 1)
              .executeTakeFirstOrThrow()
          : await db
              .selectFrom('changes')
              .select(({ fn }) => fn.countAll<number | string>().as('found'))
              .where(isOfPart[part])
              .executeTakeFirstOrThrow();
      return Number(found);
    },
  };
}

/** `matters` in the words of the index `changes_of_others`. */
const isOfPart = {
  matters: sql<boolean>`entity <> 'ticket'`,
  tickets: sql<boolean>`entity = 'ticket'`,
};

function feedRow(row: { seq: number; entity: string; entity_id: string }): FeedRow {
  return {
    seq: row.seq,
    entity: feedEntities.find((known) => known === row.entity) ?? null,
    entityId: row.entity_id,
  };
}
