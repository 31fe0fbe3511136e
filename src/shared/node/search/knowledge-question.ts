import { type ChineseWords, pairsOf } from './chinese-words.ts';
import type { SearchWords } from './search-words.ts';

/** The least that is looked for: two characters, one alone, or a Latin word, which may be pinyin or a number. */
export interface Unit {
  readonly text: string;
  readonly kind: 'pair' | 'single' | 'latin';
  /** How much it says: 1 for what was asked, less for what stands across two words, with one between, or means the same. */
  readonly weight: number;
  /** Whether it is worth a mark: two characters that were not neighbours are none. */
  readonly isShown: boolean;
  /** Set when it was not said, but means the same as what was: of those with one number, the best counts. */
  readonly standsFor?: number;
}

const hanRun = /\p{Script=Han}+/gu;
const latinWord = /[a-z0-9]+/g;
/** Of a text of 100 characters no more is looked up. */
const mostUnits = 48;
const weights = { inWord: 1, across: 0.6, oneBetween: 0.3, same: 0.7, loneCharacter: 0.3 } as const;

/** Takes out of a text what says nothing. */
export function createSqueeze({ empty }: Pick<SearchWords, 'empty'>): (text: string) => string {
  const longestFirst = empty.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.join('|'), 'gu');
  return (text) => text.replace(pattern, '');
}

/**
 * Reads what somebody asks: a word, a part of one, a spoken sentence, pinyin, a number. Nobody has to cut it rightly: every two
 * neighbours are looked for, and those within a word of the dictionary count more.
 */
export function createQuestionReader(words: ChineseWords, supplied: SearchWords) {
  const squeeze = createSqueeze(supplied);
  return (asked: string): Unit[] => {
    const text = asked.toLowerCase().normalize('NFKC').trim();
    const meaningful = squeeze(text);
    // Who asks for empty words alone means them.
    const squeezed = /[\p{L}\p{N}]/u.test(meaningful) ? meaningful : text;
    const units = new Map<string, Unit>();
    const put = (unit: Unit) => {
      if (!units.has(unit.text)) units.set(unit.text, unit);
    };
    for (const word of text.match(latinWord) ?? [])
      put({ text: word, kind: 'latin', weight: 1, isShown: true });
    const inWords = new Set(words.ofQuery(text).flatMap(pairsOf));
    for (const pair of twoOf(squeezed, 1)) {
      const weight = inWords.has(pair) ? weights.inWord : weights.across;
      put({ text: pair, kind: 'pair', weight, isShown: true });
    }
    saidOtherwise(text, supplied.same).forEach((others, standsFor) => {
      for (const pair of others.flatMap((other) => twoOf(squeeze(other), 1)))
        put({ text: pair, kind: 'pair', weight: weights.same, isShown: true, standsFor });
    });
    for (const pair of twoOf(squeezed, 2))
      put({ text: pair, kind: 'pair', weight: weights.oneBetween, isShown: false });
    const characters = new Set((squeezed.match(hanRun) ?? []).join(''));
    if (characters.size <= 4)
      for (const character of characters) put(loneCharacter(character, characters.size === 1));
    return [...units.values()].slice(0, mostUnits);
  };
}

function loneCharacter(text: string, isAll: boolean): Unit {
  return { text, kind: 'single', weight: isAll ? 1 : weights.loneCharacter, isShown: isAll };
}

/** For each group of which the text has a word: the text with each of the others in its place. */
function saidOtherwise(text: string, groups: SearchWords['same']): string[][] {
  return groups.flatMap((group) => {
    const said = group.filter((word) => text.includes(word));
    const longest = said.toSorted((a, b) => b.length - a.length)[0];
    if (longest === undefined) return [];
    return [group.filter((word) => word !== longest).map((word) => text.replace(longest, word))];
  });
}

/** Every two Chinese characters that stand `apart` within a run of them: 冒水 of 冒清水 for 2. */
function twoOf(text: string, apart: number): string[] {
  return (text.match(hanRun) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(apart).map((character, at) => `${characters[at] ?? ''}${character}`);
  });
}
