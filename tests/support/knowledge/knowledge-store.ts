import Database from 'better-sqlite3';
import type { ChineseWords } from '../../../src/shared/node/search/chinese-words.ts';
import {
  type KnowledgeQueries,
  createKnowledgeQueries,
} from '../../../src/main/storage/knowledge-queries.ts';
import { migrate, readMigrations } from '../../../src/main/storage/migrate.ts';
import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';
import { sourcePlaces } from '../host/desk-host.ts';

/** A desk's copy of the knowledge base in memory. */
export function knowledgeStore(
  words: ChineseWords,
  entries: readonly KnowledgeEntry[],
): KnowledgeQueries {
  const db = new Database(':memory:');
  migrate(db, readMigrations(sourcePlaces.migrationsDirectory));
  const knowledge = createKnowledgeQueries(db, words);
  knowledge.applyKnowledge(entries);
  return knowledge;
}
