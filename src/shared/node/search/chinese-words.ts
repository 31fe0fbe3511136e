import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/** Words of an index and of a query, made by the same rules so that they meet. */
export interface ChineseWords {
  /** Text for a full-text column: jieba's words, every pair of neighbouring Han characters, Latin words and digits. */
  forIndex(text: string): string;
  /** What was asked for, as separate words in their order, without repeats. */
  ofQuery(text: string): string[];
  /** FTS5 expression that finds `word`, one of `ofQuery`, whole, or as a beginning for one character and for Latin letters. */
  expression(word: string): string;
}

const hanRun = /\p{Script=Han}+/gu;
const otherWord = /[a-z0-9]+/g;
/** What the full-text index takes as one word; anything between is a gap, and phrases cannot be asked for. */
const wordPart = /\p{Script=Han}+|[a-z0-9]+/gu;
/** Words that carry no meaning in a question; asking for them would hide the good hits. */
const emptyWords = new Set([
  '的',
  '了',
  '吗',
  '呢',
  '怎么',
  '怎么办',
  '如何',
  '什么',
  '为什么',
  '是',
  '有',
  '在',
  '我',
  '我们',
  '请问',
  '啊',
  '吧',
]);

/** jieba's dictionary takes about a third of a second and 40 MB in each thread: it is loaded with the first text. */
export function createChineseWords(): ChineseWords {
  let jieba: Jieba | null = null;
  const cut = (text: string) => {
    jieba ??= Jieba.withDict(dict);
    return jieba.cutForSearch(text, true).filter((word) => /\p{L}|\p{N}/u.test(word));
  };
  return {
    forIndex(text) {
      const lower = text.toLowerCase().normalize('NFKC');
      const words = new Set([
        ...cut(lower),
        ...pairsOf(lower),
        ...lastOf(lower),
        ...(lower.match(otherWord) ?? []),
      ]);
      return [...words].join(' ');
    },
    ofQuery(text) {
      const cutWords = cut(text.toLowerCase().normalize('NFKC'));
      const words = [...new Set(cutWords.flatMap((word) => word.match(wordPart) ?? []))];
      const meaningful = words.filter((word) => !emptyWords.has(word));
      return meaningful.length > 0 ? meaningful : words;
    },
    expression(word) {
      if (/^\p{Script=Han}+$/u.test(word)) {
        if (word.length === 1) return `"${word}"*`;
        const pairs = pairsOf(word).map((pair) => `"${pair}"`);
        return word.length === 2 ? `"${word}"` : `("${word}" OR (${pairs.join(' AND ')}))`;
      }
      return `"${word}"*`;
    },
  };
}

/** The last character of each run begins no pair, so it stands alone: one character asks for a beginning. */
function lastOf(text: string): string[] {
  return (text.match(hanRun) ?? []).map((run) => run.slice(-1));
}

/** Every two neighbouring Chinese characters; one that stands alone is given as it is. */
export function pairsOf(text: string): string[] {
  return (text.match(hanRun) ?? []).flatMap((run) => {
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
  });
}
