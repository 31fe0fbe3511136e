import { type Kysely, sql } from 'kysely';
import { knowledgeEntrySchema } from '../../../shared/contract/knowledge/schemas.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';

/** Knowledge entries. Versions are kept for ever: answers cite them. */
export interface KnowledgeRepository {
  /** Adds a version; a version that exists stays as it is. */
  add(entry: KnowledgeEntry): Promise<void>;
  get(entryId: string, version: number): Promise<KnowledgeEntry | null>;
  /** The newest version of each entry. */
  newest(entryIds: readonly string[]): Promise<readonly KnowledgeEntry[]>;
  /** The newest version that is in force of every entry, by number. */
  current(): Promise<readonly KnowledgeEntry[]>;
  /** Every version of an entry, also those that are still to come, the newest first. */
  versions(entryId: string): Promise<readonly KnowledgeEntry[]>;
  /** Keeps a version until its time comes: no desk hears of it before. */
  schedule(entry: KnowledgeEntry): Promise<void>;
  /** Versions whose time has come by `now`; with `entryId` all that are scheduled of this entry, for a later one goes before them. */
  scheduled(
    which: { readonly now: number } | { readonly entryId: string },
  ): Promise<readonly KnowledgeEntry[]>;
  /** Adds a scheduled version, which is scheduled no more. */
  takeUp(entry: KnowledgeEntry): Promise<void>;
  /** Entries of which the office has written a version, in force or to come. */
  writtenByOffice(): Promise<ReadonlySet<string>>;
  /** The next number of an entry of the office's own: from `K-5001` on, where no release has any. */
  nextNo(): Promise<string>;
}

type KnowledgeTables = {
  knowledge: { entry_id: string; version: number; body: string };
  knowledge_scheduled: { entry_id: string; version: number; due_at: number; body: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly knowledge: KnowledgeRepository;
  }
}

const read = (rows: readonly { readonly body: string }[]) =>
  parseBodies(
    knowledgeEntrySchema,
    rows.map(({ body }) => body),
  );

export function createKnowledgeRepository(hub: HubDatabase): KnowledgeRepository {
  const db = hub.withTables<KnowledgeTables>();
  const add = async (entry: KnowledgeEntry): Promise<void> => {
    await db
      .insertInto('knowledge')
      .values({ entry_id: entry.entryId, version: entry.version, body: JSON.stringify(entry) })
      .onConflict((conflict) => conflict.columns(['entry_id', 'version']).doNothing())
      .execute();
  };
  return {
    add,
    ...scheduling(db, add),
    async versions(entryId) {
      const kept = db.selectFrom('knowledge').select(['version', 'body']);
      const coming = db.selectFrom('knowledge_scheduled').select(['version', 'body']);
      const rows = await kept
        .where('entry_id', '=', entryId)
        .unionAll(coming.where('entry_id', '=', entryId))
        .orderBy('version', 'desc')
        .execute();
      return read(rows);
    },
    async writtenByOffice() {
      const rows = await db
        .selectFrom('knowledge')
        .select('entry_id')
        // In the words of the index `knowledge_written`.
        .where(sql<boolean>`body like '%"written":{%'`)
        .union(db.selectFrom('knowledge_scheduled').select('entry_id'))
        .execute();
      return new Set(rows.map(({ entry_id }) => entry_id));
    },
    async nextNo() {
      const written = [
        db
          .selectFrom('knowledge')
          .select('body')
          .where(sql<boolean>`body like '%"written":{%'`),
        db.selectFrom('knowledge_scheduled').select('body'),
      ] as const;
      const rows = await written[0].unionAll(written[1]).execute();
      const numbers = read(rows).map(({ entryNo }) =>
        Number(/^K-([5-9]\d{3})$/.exec(entryNo)?.[1] ?? 0),
      );
      return `K-${Math.max(5000, ...numbers) + 1}`;
    },
    async current() {
      const newest = db
        .selectFrom('knowledge')
        .select(({ fn }) => ['entry_id', fn.max('version').as('version')])
        .groupBy('entry_id');
      const rows = await db
        .selectFrom('knowledge')
        .innerJoin(newest.as('newest'), (join) =>
          join
            .onRef('newest.entry_id', '=', 'knowledge.entry_id')
            .onRef('newest.version', '=', 'knowledge.version'),
        )
        .select('body')
        .execute();
      return read(rows).toSorted((a, b) => (a.entryNo < b.entryNo ? -1 : 1));
    },
    async get(entryId, version) {
      const row = await db
        .selectFrom('knowledge')
        .select('body')
        .where('entry_id', '=', entryId)
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? parseBody(knowledgeEntrySchema, row.body) : null;
    },
    async newest(entryIds) {
      if (entryIds.length === 0) return [];
      const rows = await db
        .selectFrom('knowledge')
        .select('body')
        .where('entry_id', 'in', entryIds)
        .orderBy('entry_id')
        .orderBy('version')
        .execute();
      return [...new Map(read(rows).map((entry) => [entry.entryId, entry])).values()];
    },
  };
}

function scheduling(
  db: Kysely<KnowledgeTables>,
  add: KnowledgeRepository['add'],
): Pick<KnowledgeRepository, 'schedule' | 'scheduled' | 'takeUp'> {
  return {
    async schedule(entry) {
      const { entryId: entry_id, version, validFrom: due_at } = entry;
      await db
        .insertInto('knowledge_scheduled')
        .values({ entry_id, version, due_at, body: JSON.stringify(entry) })
        .execute();
    },
    async scheduled(which) {
      const rows = await db
        .selectFrom('knowledge_scheduled')
        .select('body')
        .$if('now' in which, (query) => query.where('due_at', '<=', 'now' in which ? which.now : 0))
        .$if('entryId' in which, (query) =>
          query.where('entry_id', '=', 'entryId' in which ? which.entryId : ''),
        )
        .orderBy('version')
        .execute();
      return read(rows);
    },
    async takeUp(entry) {
      await add(entry);
      await db
        .deleteFrom('knowledge_scheduled')
        .where('entry_id', '=', entry.entryId)
        .where('version', '=', entry.version)
        .execute();
    },
  };
}
