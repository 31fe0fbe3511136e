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
  /** How many entries have it; `null` = it was not looked up. */
  readonly having: number | null;
  readonly titled: readonly number[];
  readonly anywhere: readonly number[];
  readonly heard: readonly number[];
  readonly sound: Heard;
}

/** A word that more entries have says nothing of one among them, outside of its title. */
const mostRows = 300;
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
    const nothing = { titled: [], anywhere: [], heard: [], sound: unheard };
    // One of several characters finds nothing, it only tells apart what was found by others.
    if (unit.kind === 'single' && !unit.isShown) return { unit, having: null, ...nothing };
    const word = unit.kind === 'pair' ? `"${unit.text}"` : `"${unit.text}"*`;
    const titled = rowsOf(`title : ${word}`);
    // What was no neighbours is looked for in titles alone: two characters stand in some text everywhere.
    if (!unit.isShown) return { ...nothing, unit, having: titled.length, titled };
    const anywhere = rowsOf(word);
    const isTyped = unit.kind !== 'latin' && unit.standsFor === undefined;
    if (!isTyped || !(isShort || titled.length === 0))
      return { ...nothing, unit, having: anywhere.length, titled, anywhere };
    const heard = rowsOf(`title : (${spellings(unit.text, sounds)})`);
    const having = anywhere.length || heard.length;
    return { unit, having, titled, anywhere, heard, sound: sounds.heard(unit.text) };
  };
  return (units) => {
    const said = units.filter(({ kind, isShown }) => kind === 'pair' && isShown);
    const found = units.map((unit) => findOne(unit, said.length <= mostHeard));
    const all = new Set<number>();
    for (const { titled, anywhere, heard } of found)
      for (const rowIds of [titled, anywhere, heard]) for (const rowId of rowIds) all.add(rowId);
    const weighed = weigh(found, all.size);
    return { units: weighed, guesses: guess(found, weighed) };
  };
}

function guess(
  found: readonly FoundUnit[],
  weighed: readonly WeighedUnit[],
): ReadonlyMap<number, number> {
  const guesses = new Map<number, number>();
  const add = (rowIds: readonly number[], value: number) => {
    for (const rowId of rowIds) guesses.set(rowId, (guesses.get(rowId) ?? 0) + value);
  };
  found.forEach(({ titled, anywhere, heard }, which) => {
    const { weight, rarity } = weighed[which] ?? { weight: 0, rarity: 0 };
    const written = new Set(heard.length > 0 ? anywhere : []);
    add(anywhere, weight * rarity);
    add(titled, weight * rarity * (inTitle - 1));
    add(
      heard.filter((rowId) => !written.has(rowId)),
      weight * rarity * heardInTitle,
    );
  });
  return guesses;
}

/** A character is no rarer than what it is a part of, and what only means the same no rarer than the rarest of what was said. */
function weigh(found: readonly FoundUnit[], all: number): WeighedUnit[] {
  const rarities = found.flatMap(({ unit, having }) =>
    having === null || having === 0 ? [] : [{ unit, rarity: rarityOf(having, all) }],
  );
  const said = rarities.filter(({ unit }) => unit.isShown && unit.standsFor === undefined);
  const most = Math.max(...said.map(({ rarity }) => rarity));
  return found.map(({ unit, having, sound }) => {
    const whole = rarities.filter((one) => one.unit.text.includes(unit.text));
    const rarity =
      having === null
        ? Math.min(Math.LN2, ...whole.map((one) => one.rarity))
        : rarityOf(having, all);
    const isCapped = unit.standsFor !== undefined && said.length > 0;
    return { ...unit, sound, rarity: isCapped ? Math.min(rarity, most) : rarity };
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
