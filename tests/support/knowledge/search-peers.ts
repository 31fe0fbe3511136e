import Database from 'better-sqlite3';
import { textOf } from '../../../src/shared/node/search/knowledge-search.ts';
import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';

type Search = (text: string) => string[];

/** What SQLite finds without anything of ours, as entry numbers: its full text by three characters, by rank, and LIKE, newest first. */
export function searchPeers(entries: readonly KnowledgeEntry[]): {
  readonly trigram: Search;
  readonly like: Search;
} {
  const db = new Database(':memory:');
  db.exec(
    `CREATE VIRTUAL TABLE texts USING fts5 (entry_no UNINDEXED, updated_at UNINDEXED, text, tokenize = 'trigram')`,
  );
  const put = db.prepare('INSERT INTO texts (entry_no, updated_at, text) VALUES (?, ?, ?)');
  for (const entry of entries) {
    const { title, entryNo, synonyms, updatedAt } = entry;
    put.run(entryNo, updatedAt, [title, entryNo, ...synonyms, textOf(entry)].join('\n'));
  }
  const matching = db
    .prepare<[string], string>('SELECT entry_no FROM texts WHERE texts MATCH ? ORDER BY rank')
    .pluck();
  const like = db
    .prepare<[string], string>(
      `SELECT entry_no FROM texts WHERE text LIKE '%' || ? || '%' ORDER BY updated_at DESC`,
    )
    .pluck();
  return {
    trigram: (text) => matching.all(`"${text.replaceAll('"', '""')}"`),
    like: (text) => like.all(text),
  };
}
