import type { Database } from 'better-sqlite3';
import { knowledgeEntrySchema } from '../../shared/contract/knowledge/schemas.ts';
import { shownBody } from '../../shared/kept/body.ts';
import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import type { ChineseWords } from '../../shared/node/search/chinese-words.ts';
import { createKnowledgeSearch, textOf } from '../../shared/node/search/knowledge-search.ts';
import { createPhraseQueries } from './phrase-queries.ts';
import { pinyinForIndex } from '../../shared/node/search/pinyin-words.ts';

export type KnowledgeQueries = ReturnType<typeof createKnowledgeQueries>;

/** The knowledge base on this desk, searchable without the hub. */
export function createKnowledgeQueries(db: Database, words: ChineseWords) {
  const write = prepareWrite(db, words);
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

function prepareWrite(db: Database, words: ChineseWords): (entry: KnowledgeEntry) => void {
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
