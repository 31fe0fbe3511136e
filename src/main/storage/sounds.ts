import { characterSounds } from './character-sounds.ts';
import type { SearchWords } from './search-words.ts';

/** How characters sound, without tones, and which sounds are near each other. */
export interface Sounds {
  /** The readings of one character, the usual one first; `[]` for what is no Chinese character. */
  readingsOf(character: string): readonly string[];
  /** Every syllable that may be meant by this one, itself first. */
  nearOf(syllable: string): readonly string[];
  /** How a text sounds: by the usual reading of each character and, where any has a second one, by that. */
  heard(text: string): Heard;
}

/** Texts in which a code stands for the sound of each Chinese character. Offsets stay as they are. */
export interface Heard {
  readonly same: readonly string[];
  /** Near sounds are one. */
  readonly near: readonly string[];
}

export const unheard: Heard = { same: [], near: [] };

type Near = Pick<SearchWords, 'nearInitials' | 'nearFinals'>;

export function createSounds(near: Near): Sounds {
  const readings = readTable(characterSounds);
  const nearOf = (syllable: string) =>
    beginnings(syllable, near.nearInitials).flatMap((begun) => endings(begun, near.nearFinals));
  const same = coding(readings, (syllable) => syllable);
  const alike = coding(readings, (syllable) => nearOf(syllable).toSorted()[0] ?? '');
  return {
    readingsOf: (character) => readings.get(character) ?? [],
    nearOf,
    heard: (text) => ({ same: same(text), near: alike(text) }),
  };
}

function readTable(table: string): ReadonlyMap<string, readonly string[]> {
  const usual = new Map<string, string[]>();
  const also: (readonly [string, string])[] = [];
  for (const item of table.trim().split(/\s+/)) {
    const [, syllable = '', first = '', more = ''] =
      /^([a-z]+):([^/]*)(?:\/(.*))?$/u.exec(item) ?? [];
    for (const character of first) usual.set(character, [syllable]);
    for (const character of more) also.push([character, syllable]);
  }
  for (const [character, syllable] of also) usual.get(character)?.push(syllable);
  return usual;
}

/** Puts texts as codes: one code unit of the private use area for each class of sounds. */
function coding(
  readings: ReadonlyMap<string, readonly string[]>,
  classOf: (syllable: string) => string,
): (text: string) => readonly string[] {
  const classes = new Map<string, string>();
  const codeOf = (syllable: string) => {
    const name = classOf(syllable);
    const code = classes.get(name) ?? String.fromCharCode(0xe000 + classes.size);
    classes.set(name, code);
    return code;
  };
  const codes = new Map(Array.from(readings, ([character, read]) => [character, read.map(codeOf)]));
  const textBy = (text: string, reading: number) =>
    Array.from(text, (character) => {
      const coded = codes.get(character);
      return coded?.[reading] ?? coded?.[0] ?? character;
    }).join('');
  return (text) => [...new Set([textBy(text, 0), textBy(text, 1)])];
}

function beginnings(syllable: string, couples: SearchWords['nearInitials']): readonly string[] {
  const exchange = (from: string, to: string) =>
    syllable.startsWith(from) ? [syllable, to + syllable.slice(from.length)] : null;
  return either(couples, exchange) ?? [syllable];
}

function endings(syllable: string, couples: SearchWords['nearFinals']): readonly string[] {
  const exchange = (from: string, to: string) =>
    syllable.endsWith(from) ? [syllable, syllable.slice(0, -from.length) + to] : null;
  return either(couples, exchange) ?? [syllable];
}

/** By the first couple that fits, either way; the longer of a couple stands first (`zh` before `z`). */
function either<T>(
  couples: readonly (readonly [string, string])[],
  exchange: (from: string, to: string) => T | null,
): T | null {
  for (const [a, b] of couples) {
    const exchanged = exchange(a, b) ?? exchange(b, a);
    if (exchanged !== null) return exchanged;
  }
  return null;
}
