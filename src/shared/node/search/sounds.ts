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
  const classes = new Map<string, number>();
  const codeOf = (syllable: string) => {
    const name = classOf(syllable);
    const code = classes.get(name) ?? 0xe000 + classes.size;
    classes.set(name, code);
    return code;
  };
  // Every text that is compared goes through here: a table by code unit, for all characters that have a sound are one.
  const [usual, second] = [new Uint16Array(0x10000), new Uint16Array(0x10000)];
  for (const [character, [first = '', other = first]] of readings) {
    usual[character.charCodeAt(0)] = codeOf(first);
    second[character.charCodeAt(0)] = codeOf(other);
  }
  const textBy = (text: string, codes: Uint16Array) => {
    let coded = '';
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      coded += String.fromCharCode(codes[unit] || unit);
    }
    return coded;
  };
  return (text) => [...new Set([textBy(text, usual), textBy(text, second)])];
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
