import type { Database } from 'better-sqlite3';
import { knowledgeEntrySchema } from '../../shared/contract/knowledge/schemas.ts';
import { shownBody } from '../../shared/kept/body.ts';
import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import type { ChineseWords } from '../../shared/node/search/chinese-words.ts';
import { prepareIndex } from '../../shared/node/search/knowledge-index.ts';
import { createKnowledgeSearch } from '../../shared/node/search/knowledge-search.ts';
import { createPhraseQueries } from './phrase-queries.ts';

export type KnowledgeQueries = ReturnType<typeof createKnowledgeQueries>;

/** The knowledge base on this desk, searchable without the hub. */
export function createKnowledgeQueries(db: Database, words: ChineseWords) {
  const write = prepareIndex(db, words);
  const byId = db.prepare<[string], { body: string }>(
    'SELECT body FROM knowledge WHERE entry_id = ?',
  );
  return {
    getKnowledge(entryId: string): KnowledgeEntry | null {
      return shownBody(knowledgeEntrySchema, byId.get(entryId));
    },
    applyKnowledge: db.transaction((entries: readonly KnowledgeEntry[]): void =>
      entries.forEach(write),
    ),
    ...createKnowledgeSearch(db, words),
    ...createPhraseQueries(db),
  };
}
