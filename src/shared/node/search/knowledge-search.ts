import type { Database } from 'better-sqlite3';
import { knowledgeEntrySchema } from '../../contract/knowledge/schemas.ts';
import { groupsOf, searchWordsRule } from '../../domain/knowledge/office-words.ts';
import { type DueEntry, dueForReview } from '../../domain/knowledge/review.ts';
import { readOfficeWords } from '../../kept/knowledge-rules.ts';
import {
  type Suggestion,
  type TypedDemand,
  questionsIn,
  suggested,
} from '../../domain/knowledge/suggestion.ts';
import { fillIn } from '../../domain/knowledge/fill-in.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../../domain/knowledge/knowledge.ts';
import { shownBodies, shownBody } from '../../kept/body.ts';
import type { ChineseWords } from './chinese-words.ts';
import { fitOf } from './knowledge-fit.ts';
import { createLookUp } from './knowledge-look-up.ts';
import { excerptOf, marksOf } from './knowledge-marks.ts';
import type { NameMeans } from './knowledge-names.ts';
import { createQuestionReader, createSqueeze } from './knowledge-question.ts';
import { type Comparable, readComparable, scoreOf } from './knowledge-rank.ts';
import { type SearchWords, suppliedSearchWords } from './search-words.ts';
import { createSounds } from './sounds.ts';

/** Of those that the index finds, so many are read and compared; more, if the index cannot tell them apart. */
const mostCompared = 40;
const mostAlike = 120;
/** Entries kept as they are compared, so that the next letter typed does not read them again. */
const mostKept = 1000;
const mostDue = 500;
/** Of a long text no more is looked up: some 50 characters, beside the typing. */
const mostSuggestedBy = 120;

interface Row {
  readonly updatedAt: number;
  readonly body: string;
}

interface Found extends Row {
  readonly compared: Comparable;
}

/** Looks for entries of the knowledge base. */
export function createKnowledgeSearch(
  db: Database,
  words: ChineseWords,
  supplied: SearchWords = suppliedSearchWords,
) {
  const sounds = createSounds(supplied);
  const reader = prepareReader(db, words, supplied);
  const lookUp = createLookUp(db, sounds);
  const entries = prepareEntries(db, { sounds, squeeze: createSqueeze(supplied) });
  return {
    /**
     * Entries in force at `now`, the best answer first (ADR 0238): by how many and how rare the words are that it has, where it has
     * them, also by their sound. The newest of equals is first. An empty text lists the newest entries.
     */
    searchKnowledge(text: string, limit: number, now: number): KnowledgeHit[] {
      if (text.trim() === '')
        return entries.newest(now, limit).map((entry) => hitOf(entry, textOf(entry), []));
      const { units, guesses } = lookUp(reader()(text));
      const ranked = entries
        .best(guesses, now)
        .map((found) => ({ ...found, score: scoreOf(found.compared, units) }))
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score || b.updatedAt - a.updatedAt);
      const hits: KnowledgeHit[] = [];
      for (const { body, compared } of ranked) {
        if (hits.length === limit) break;
        const entry = shownBody(knowledgeEntrySchema, { body });
        if (entry === null) continue;
        const shown = textOf(entry);
        hits.push(
          hitOf(entry, shown, marksOf(entry, { names: compared.names.each, text: shown, units })),
        );
      }
      return hits;
    },
    /** What somebody should know who is taking this demand, by the same search; empty when nothing fits well. */
    suggestKnowledge({ content, ...where }: TypedDemand, now: number): Suggestion[] {
      const read = reader();
      const said = new Map(
        questionsIn(content)
          .flatMap(read)
          .map((unit) => [unit.text, unit]),
      );
      const { units, guesses } = lookUp([...said.values()].slice(0, mostSuggestedBy));
      const candidates = entries.best(guesses, now).map((found) => ({
        found,
        title: found.compared.title,
        categoryCode: found.compared.categoryCode,
        score: scoreOf(found.compared, units),
        fit: fitOf(found.compared, units),
      }));
      return suggested(candidates, where).flatMap(({ found: { body }, ...why }) => {
        const entry = shownBody(knowledgeEntrySchema, { body });
        if (entry === null) return [];
        const words = [...why.words];
        return [{ ...why, words, hit: hitOf(entry, textOf(entry), words) }];
      });
    },
    /** 到期复核: entries that have expired or ask to be looked at, the most pressing first. */
    dueKnowledge: (now: number): DueEntry[] => dueForReview(entries.endingBy(now), now),
  };
}

/** Reads questions with the office's words beside the program's, from the moment when they have come to this desk. */
function prepareReader(db: Database, words: ChineseWords, supplied: SearchWords) {
  const rule = db.prepare<[string], { body: string }>(
    'SELECT body FROM office_rules WHERE kind = ?',
  );
  let made: { readonly of: string; readonly read: ReturnType<typeof createQuestionReader> } | null =
    null;
  return () => {
    const row = rule.get(searchWordsRule);
    const of = row?.body ?? '';
    if (made?.of !== of) {
      const same = [...supplied.same, ...groupsOf(readOfficeWords(row))];
      made = { of, read: createQuestionReader(words, { ...supplied, same }) };
    }
    return made.read;
  };
}

function hitOf(entry: KnowledgeEntry, text: string, words: readonly string[]): KnowledgeHit {
  return { entry, excerpt: excerptOf(text, words), words };
}

/** What is searched besides the title: the words to be read out first, for they are what an excerpt shows best. */
export function textOf({ wording, answer, body }: KnowledgeEntry): string {
  return [wording ? fillIn(wording.spoken, null) : '', answer, body].join('\n').trim();
}

function prepareEntries(db: Database, means: NameMeans) {
  const inForce = 'valid_from <= @now AND (valid_until IS NULL OR valid_until > @now)';
  const newest = db.prepare<unknown[], { body: string }>(
    `SELECT body FROM knowledge WHERE ${inForce} ORDER BY updated_at DESC LIMIT @limit`,
  );
  const valid = db.prepare<unknown[], Row>(
    `SELECT updated_at AS updatedAt, body FROM knowledge WHERE row_id = @rowId AND ${inForce}`,
  );
  const ending = db.prepare<unknown[], { body: string }>(
    `SELECT body FROM knowledge WHERE valid_until <= @soon OR json_extract(body, '$.wording.reviewOn') <= @day
     ORDER BY row_id LIMIT ${mostDue}`,
  );
  const kept = new Map<string, Comparable | null>();
  const comparableOf = (body: string): Comparable | null => {
    const known = kept.get(body);
    if (known !== undefined) return known;
    const made = readComparable(body, means);
    if (kept.size >= mostKept) kept.clear();
    kept.set(body, made);
    return made;
  };
  return {
    newest: (now: number, limit: number): KnowledgeEntry[] =>
      shownBodies(knowledgeEntrySchema, newest.all({ now, limit })),
    /** Those that end or are to be looked at within some days of `now`, or before. */
    endingBy(now: number): KnowledgeEntry[] {
      const soon = now + 32 * 86_400_000;
      const day = new Date(soon).toISOString().slice(0, 10);
      return shownBodies(knowledgeEntrySchema, ending.all({ soon, day }));
    },
    best(guesses: ReadonlyMap<number, number>, now: number): Found[] {
      const found: Found[] = [];
      let last = 0;
      for (const [rowId, guess] of [...guesses].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])) {
        const isEnough =
          found.length >= mostCompared && (guess < last || found.length >= mostAlike);
        if (isEnough) break;
        const row = valid.get({ rowId, now });
        const compared = row && comparableOf(row.body);
        if (!row || !compared) continue;
        found.push({ ...row, compared });
        last = guess;
      }
      return found;
    },
  };
}
