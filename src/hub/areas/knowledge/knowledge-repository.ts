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
}

type KnowledgeTables = {
  knowledge: { entry_id: string; version: number; body: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly knowledge: KnowledgeRepository;
  }
}

export function createKnowledgeRepository(hub: HubDatabase): KnowledgeRepository {
  const db = hub.withTables<KnowledgeTables>();
  return {
    async add(entry) {
      await db
        .insertInto('knowledge')
        .values({ entry_id: entry.entryId, version: entry.version, body: JSON.stringify(entry) })
        .onConflict((conflict) => conflict.columns(['entry_id', 'version']).doNothing())
        .execute();
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
      const entries = parseBodies(
        knowledgeEntrySchema,
        rows.map(({ body }) => body),
      );
      return [...new Map(entries.map((entry) => [entry.entryId, entry])).values()];
    },
  };
}
