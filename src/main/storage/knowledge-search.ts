import type { Database } from 'better-sqlite3';
import { knowledgeEntrySchema } from '../../shared/contract/knowledge/schemas.ts';
import { fillIn } from '../../shared/domain/knowledge/fill-in.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../../shared/domain/knowledge/knowledge.ts';
import { shownBodies } from '../../shared/kept/body.ts';
import type { ChineseWords } from './chinese-words.ts';

/** Looks for entries of the knowledge base. */
export function createKnowledgeSearch(db: Database, words: ChineseWords) {
  const search = prepareSearch(db);
  return {
    /**
     * Entries in force at `now`. First those that have every word, hits in the title or a synonym before others, then the
     * newest; behind them those that have some, by how many. An empty text lists the newest entries.
     */
    searchKnowledge(text: string, limit: number, now: number): KnowledgeHit[] {
      const asked = words.ofQuery(text).slice(0, 12);
      const parts = asked.map(words.expression);
      const found =
        asked.length === 0 ? search('', now, limit) : search(parts.join(' AND '), now, limit);
      if (found.length < limit && parts.length > 1) {
        const known = new Set(found.map((entry) => entry.entryId));
        const some = search(parts.join(' OR '), now, widest).filter(
          (entry) => !known.has(entry.entryId),
        );
        found.push(...byWordsHeld(some, asked));
      }
      return found.slice(0, limit).map((entry) => {
        const mark = asked.flatMap((word) => [word, ...synonymsMeant(entry, word)]);
        return {
          entry,
          excerpt: excerptOf(textOf(entry), mark),
          words: mark.slice(0, 20),
        };
      });
    },
  };
}

/** Of a long question the entry that holds more of its words is meant, one in the title or a synonym counting twice. */
function byWordsHeld(
  entries: readonly KnowledgeEntry[],
  asked: readonly string[],
): KnowledgeEntry[] {
  const held = (entry: KnowledgeEntry) => {
    const title = [entry.title, ...entry.synonyms].join('\n').toLowerCase();
    const text = textOf(entry).toLowerCase();
    return asked.reduce(
      (sum, word) => sum + (title.includes(word) ? 2 : text.includes(word) ? 1 : 0),
      0,
    );
  };
  return entries
    .map((entry) => ({ entry, held: held(entry) }))
    .toSorted((a, b) => b.held - a.held)
    .map(({ entry }) => entry);
}

/** When a citizen's word is only a synonym of the entry, the title's own words are what there is to mark. */
function synonymsMeant(entry: KnowledgeEntry, word: string): string[] {
  return entry.synonyms.filter((synonym) => synonym !== word && synonym.includes(word));
}

/** What is searched besides the title: the words to be read out first, for they are what an excerpt shows best. */
export function textOf({ wording, answer, body }: KnowledgeEntry): string {
  return [wording ? fillIn(wording.spoken, null) : '', answer, body].join('\n').trim();
}

function prepareSearch(
  db: Database,
): (expression: string, now: number, limit: number) => KnowledgeEntry[] {
  const inForce = 'valid_from <= @now AND (valid_until IS NULL OR valid_until > @now)';
  const newest = db.prepare<unknown[], { body: string }>(
    `SELECT body FROM knowledge WHERE ${inForce} ORDER BY updated_at DESC LIMIT @limit`,
  );
  const matching = db.prepare<unknown[], { body: string }>(
    `SELECT body FROM knowledge
     WHERE row_id IN (SELECT rowid FROM knowledge_words WHERE knowledge_words MATCH @expression) AND ${inForce}
     ORDER BY row_id IN (SELECT rowid FROM knowledge_words WHERE knowledge_words MATCH @inTitle) DESC, updated_at DESC
     LIMIT @limit`,
  );
  return (expression, now, limit) => {
    const rows =
      expression === ''
        ? newest.all({ now, limit })
        : matching.all({ now, limit, expression, inTitle: `title : (${expression})` });
    return shownBodies(knowledgeEntrySchema, rows);
  };
}

/** How many of those that have only some of the words are compared. */
const widest = 100;
const before = 16;
const length = 120;

/** Some 120 characters around the first of `words` that occurs, one line, with … where text was left out. */
function excerptOf(text: string, words: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const lower = line.toLowerCase();
  const places = words.map((word) => lower.indexOf(word.toLowerCase())).filter((at) => at >= 0);
  const from = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - before);
  const cut = [...line.slice(from)].slice(0, length).join('');
  return `${from > 0 ? '…' : ''}${cut}${from + cut.length < line.length ? '…' : ''}`;
}
