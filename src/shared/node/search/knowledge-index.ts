import type { Database } from 'better-sqlite3';
import type { KnowledgeEntry } from '../../domain/knowledge/knowledge.ts';
import type { ChineseWords } from './chinese-words.ts';
import { textOf } from './knowledge-search.ts';
import { pinyinForIndex } from './pinyin-words.ts';

/** Puts an entry in place of its version of before, and into the index by which it is found. */
export function prepareIndex(db: Database, words: ChineseWords): (entry: KnowledgeEntry) => void {
  const write = db.prepare<unknown[], { row_id: number }>(
    `INSERT INTO knowledge (entry_id, valid_from, valid_until, updated_at, body)
     VALUES (@entryId, @validFrom, @validUntil, @updatedAt, @body)
     ON CONFLICT (entry_id) DO UPDATE SET valid_from = excluded.valid_from, valid_until = excluded.valid_until,
       updated_at = excluded.updated_at, body = excluded.body
     RETURNING row_id`,
  );
  const forget = db.prepare('DELETE FROM knowledge_words WHERE rowid = ?');
  const index = db.prepare('INSERT INTO knowledge_words (rowid, title, body) VALUES (?, ?, ?)');
  return (entry) => {
    const { entryId, validFrom, validUntil, updatedAt } = entry;
    const row = write.get({
      entryId,
      validFrom,
      validUntil,
      updatedAt,
      body: JSON.stringify(entry),
    });
    if (!row) return;
    const title = [entry.title, entry.entryNo, ...entry.synonyms].join('\n');
    forget.run(row.row_id);
    index.run(
      row.row_id,
      `${words.forIndex(title)} ${pinyinForIndex(title)}`,
      words.forIndex(textOf(entry)),
    );
  };
}
