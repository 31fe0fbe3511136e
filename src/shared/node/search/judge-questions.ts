import Database from 'better-sqlite3';
import { type JudgedAnswer, type JudgedQuestion, judge } from '../../domain/knowledge/judged.ts';
import type { KnowledgeEntry } from '../../domain/knowledge/knowledge.ts';
import { searchWordsRule } from '../../domain/knowledge/office-words.ts';
import { createChineseWords } from './chinese-words.ts';
import { prepareIndex } from './knowledge-index.ts';
import { createKnowledgeSearch } from './knowledge-search.ts';

export interface Judging {
  readonly entries: readonly KnowledgeEntry[];
  /** Body of the rule of the office's words; `null` = there is none. */
  readonly officeWords: string | null;
  readonly questions: readonly JudgedQuestion[];
  readonly now: number;
}

const places = 10;

/** As the desk's own tables are (`main/storage/migrations`); a test holds the two together. */
const tables = `
CREATE TABLE knowledge (
  row_id INTEGER PRIMARY KEY, entry_id TEXT NOT NULL UNIQUE, valid_from INTEGER NOT NULL, valid_until INTEGER,
  updated_at INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE knowledge_words USING fts5 (
  title, body, content = '', contentless_delete = 1, detail = column, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE office_rules (
  kind TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL, by_work_no TEXT NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`;

/** Asks the judged questions of a base in memory, as a desk that has just been told all of it would answer. Takes seconds. */
export function judgeQuestions({ entries, officeWords, questions, now }: Judging): JudgedAnswer[] {
  const db = new Database(':memory:');
  try {
    db.exec(tables);
    if (officeWords !== null)
      db.prepare('INSERT INTO office_rules VALUES (?, 1, ?, ?, 0)').run(
        searchWordsRule,
        officeWords,
        '',
      );
    const words = createChineseWords();
    const index = prepareIndex(db, words);
    db.transaction(() => entries.forEach(index))();
    const { searchKnowledge } = createKnowledgeSearch(db, words);
    return questions.map((asked) => {
      const found = searchKnowledge(asked.question, places, now).map(({ entry }) => entry.entryNo);
      return judge(asked, found);
    });
  } finally {
    db.close();
  }
}
