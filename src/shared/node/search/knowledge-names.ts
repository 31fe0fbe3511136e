import type { KnowledgeEntry } from '../../domain/knowledge/knowledge.ts';
import type { Unit } from './knowledge-question.ts';
import type { Heard, Sounds } from './sounds.ts';

/** What an entry is called: a part of its title, a synonym or its number. */
export interface Name {
  readonly text: string;
  readonly isTitle: boolean;
  /** Without empty words. */
  readonly squeezed: string;
  /** How that sounds. */
  heard(): Heard;
  /** The readings of each of its characters; what is no Chinese one stands for itself. */
  readings(): readonly (readonly string[])[];
}

/** Where in a name a unit stands: `length` characters of `squeezed` from `at`. `match` = with these characters or with others. */
export interface Place {
  readonly at: number;
  readonly length: number;
  readonly match: 'written' | 'same' | 'near';
}

export interface NameMeans {
  readonly sounds: Sounds;
  readonly squeeze: (text: string) => string;
}

type Named = Pick<KnowledgeEntry, 'title' | 'entryNo' | 'synonyms'>;

/** The names of an entry, the title's parts first. */
export interface Names {
  readonly each: readonly Name[];
  /** Whether any of them has a pair, as it is written or as it sounds: most have not, and need not be looked at one by one. */
  mayHave(pair: string, sound: Heard): boolean;
}

export function namesOf({ title, entryNo, synonyms }: Named, means: NameMeans): Names {
  const parts = title.split(/[^\p{L}\p{N}-]+/u).filter((part) => part !== '');
  const each = [
    ...parts.map((part) => nameOf(part, true, means)),
    ...[...synonyms, entryNo].map((name) => nameOf(name, false, means)),
  ];
  const written = each.map(({ squeezed }) => squeezed).join('\n');
  const heard = once(() => means.sounds.heard(written));
  return {
    each,
    mayHave: (pair, sound) => written.includes(pair) || placeOf(heard().near, sound.near) >= 0,
  };
}

function nameOf(name: string, isTitle: boolean, { sounds, squeeze }: NameMeans): Name {
  const text = searchable(name);
  const squeezed = squeeze(text) || text;
  return {
    text,
    isTitle,
    squeezed,
    heard: once(() => sounds.heard(squeezed)),
    readings: once(() =>
      Array.from(squeezed, (character) => {
        const read = sounds.readingsOf(character);
        return read.length > 0 ? read : [character];
      }),
    ),
  };
}

/** The first place in any of `texts` where any of `parts` stands; -1 = nowhere. */
function placeOf(texts: readonly string[], parts: readonly string[]): number {
  for (const text of texts)
    for (const part of parts) {
      const at = text.indexOf(part);
      if (at >= 0) return at;
    }
  return -1;
}

/** Most names are asked for neither: what is made of them is made when it is. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Text as it is searched: what the full-text index has been given, and each question. */
export function searchable(text: string): string {
  return text.toLowerCase().normalize('NFKC');
}

/** `null` = the name does not have it. `sound` = how the unit sounds; `unheard` = it is looked for as it is written. */
export function placeIn(name: Name, { text, kind }: Unit, sound: Heard): Place | null {
  const { length } = text;
  const at = name.squeezed.indexOf(text);
  if (at >= 0) return { at, length, match: 'written' };
  if (kind === 'latin') return spelledIn(name, text);
  if (sound.near.length === 0) return null;
  const near = placeOf(name.heard().near, sound.near);
  if (near < 0) return null;
  const same = placeOf(name.heard().same, sound.same);
  return same < 0 ? { at: near, length, match: 'near' } : { at: same, length, match: 'same' };
}

/** Pinyin: the first letters, or whole syllables of which the last one may be begun only. */
function spelledIn(name: Name, letters: string): Place | null {
  const readings = name.readings();
  for (let at = 0; at < readings.length; at += 1) {
    const length = begunFrom(readings, at, letters) || spelledFrom(readings, at, letters);
    if (length > 0) return { at, length, match: 'written' };
  }
  return null;
}

/** How many characters from `at` on begin with the letters, one each; 0 = they do not, or it is one letter. */
function begunFrom(readings: readonly (readonly string[])[], at: number, letters: string): number {
  if (letters.length < 2) return 0;
  const isBegun = [...letters].every((letter, which) =>
    readings[at + which]?.some((syllable) => syllable.startsWith(letter)),
  );
  return isBegun ? letters.length : 0;
}

/** How many characters from `at` on the letters spell; 0 = they spell something else. */
function spelledFrom(
  readings: readonly (readonly string[])[],
  at: number,
  letters: string,
): number {
  for (const syllable of readings[at] ?? []) {
    if (syllable.startsWith(letters)) return 1;
    if (!letters.startsWith(syllable)) continue;
    const more = spelledFrom(readings, at + 1, letters.slice(syllable.length));
    if (more > 0) return 1 + more;
  }
  return 0;
}
