import type { Database } from 'better-sqlite3';
import type { Unit } from './knowledge-question.ts';
import type { WeighedUnit } from './knowledge-rank.ts';
import { type Heard, type Sounds, unheard } from './sounds.ts';

/** What the full-text index has of a question. */
export interface LookUp {
  readonly units: readonly WeighedUnit[];
  /** Rows that have any of it, with a first guess of how well they answer. */
  readonly guesses: ReadonlyMap<number, number>;
}

interface FoundUnit {
  readonly unit: Unit;
  /** How many entries have it. */
  readonly having: number;
  readonly titled: readonly number[];
  readonly anywhere: readonly number[];
  readonly heard: readonly number[];
  readonly sound: Heard;
}

/** A word that more entries have says nothing of one among them, outside of its title. */
const mostRows = 500;
/** What is typed wrong is a word; a sentence has others that are right. Each way to hear it costs a look. */
const mostHeard = 4;
const mostSpellings = 32;
const inTitle = 4;
const heardInTitle = 2;

/** Looks up each unit of a question in the index `knowledge_words`. */
export function createLookUp(db: Database, sounds: Sounds): (units: readonly Unit[]) => LookUp {
  const rows = db
    .prepare<[string, number], number>(
      'SELECT rowid FROM knowledge_words WHERE knowledge_words MATCH ? LIMIT ?',
    )
    .pluck();
  const rowsOf = (expression: string) => rows.all(expression, mostRows);
  const findOne = (unit: Unit, isShort: boolean): FoundUnit => {
    const word = unit.kind === 'pair' ? `"${unit.text}"` : `"${unit.text}"*`;
    const titled = rowsOf(`title : ${word}`);
    const nowhere = { unit, having: titled.length, anywhere: [], heard: [], sound: unheard };
    // One of several characters finds nothing, it only tells apart what was found by others.
    if (unit.kind === 'single' && !unit.isShown) return { ...nowhere, titled: [] };
    // What was no neighbours is looked for in titles alone: two characters stand in some text everywhere.
    if (!unit.isShown) return { ...nowhere, titled };
    const anywhere = rowsOf(word);
    const isTyped = unit.kind !== 'latin' && unit.standsFor === undefined;
    if (!isTyped || !(isShort || titled.length === 0))
      return { ...nowhere, having: anywhere.length, titled, anywhere };
    const heard = rowsOf(`title : (${spellings(unit.text, sounds)})`);
    const having = anywhere.length || heard.length;
    return { unit, having, titled, anywhere, heard, sound: sounds.heard(unit.text) };
  };
  return (units) => {
    const said = units.filter(({ kind, isShown }) => kind === 'pair' && isShown);
    const found = units.map((unit) => findOne(unit, said.length <= mostHeard));
    const all = new Set(
      found.flatMap(({ titled, anywhere, heard }) => [...titled, ...anywhere, ...heard]),
    );
    const guesses = new Map<number, number>();
    const weighed = weigh(found, all.size);
    found.forEach(({ titled, anywhere, heard }, which) => {
      const levels = new Map<number, number>();
      for (const row of heard) levels.set(row, heardInTitle);
      for (const row of anywhere) levels.set(row, Math.max(1, levels.get(row) ?? 0));
      for (const row of titled) levels.set(row, inTitle);
      const worth = (weighed[which]?.weight ?? 0) * (weighed[which]?.rarity ?? 0);
      for (const [row, level] of levels) guesses.set(row, (guesses.get(row) ?? 0) + worth * level);
    });
    return { units: weighed, guesses };
  };
}

/** What only means the same is never rarer than the rarest of what was said. */
function weigh(found: readonly FoundUnit[], all: number): WeighedUnit[] {
  const said = found.filter(
    ({ unit, having }) => having > 0 && unit.isShown && unit.standsFor === undefined,
  );
  const rarest = Math.max(...said.map(({ having }) => rarityOf(having, all)));
  const most = said.length === 0 ? Infinity : rarest;
  return found.map(({ unit, having, sound }) => {
    const rarity = rarityOf(having, all);
    return {
      ...unit,
      sound,
      rarity: unit.standsFor === undefined ? rarity : Math.min(rarity, most),
    };
  });
}

/**
 * By how many of the found entries have it, not of all that there are: an entry that shares no word with a question must not change
 * the order of those that do.
 */
function rarityOf(having: number, found: number): number {
  return Math.log(1 + (Math.max(0, found - having) + 0.5) / (having + 0.5));
}

/** Every way to spell what sounds like one or two characters. */
function spellings(text: string, sounds: Sounds): string {
  const [first = [], second = ['']] = Array.from(text, (character) =>
    sounds.readingsOf(character).flatMap(sounds.nearOf),
  );
  const spelled = first.flatMap((a) => second.map((b) => `"${a}${b}"*`));
  return spelled.slice(0, mostSpellings).join(' OR ') || '"-"';
}
