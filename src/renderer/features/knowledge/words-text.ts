import { type OfficeWords, wordLimits } from '../../../shared/domain/knowledge/office-words.ts';
import { wordsIn } from './entry-fields.ts';

export interface WordsText {
  /** A group a line: `停水 断水 没水`. */
  readonly same: string;
  /** A pair a line: `水镖 → 水表`. */
  readonly wrong: string;
}

export function writeWords({ same, wrong }: OfficeWords): WordsText {
  return {
    same: same.map((group) => group.join(' ')).join('\n'),
    wrong: wrong.map(({ typed, meant }) => `${typed} → ${meant}`).join('\n'),
  };
}

export interface WordsRead {
  readonly words: OfficeWords;
  /** Lines that cannot be read, as they stand. */
  readonly faults: readonly string[];
}

/** Nothing is guessed: a line that is not a group of two or more, or a pair, is a fault. */
export function readWords({ same, wrong }: WordsText): WordsRead {
  const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  const { inGroup, length } = wordLimits;
  const faults: string[] = [];
  const groups = linesOf(same).flatMap((line) => {
    const group = wordsIn(line);
    if (
      group.length >= 2 &&
      group.length <= inGroup &&
      group.every((word) => word.length <= length)
    )
      return [group];
    faults.push(line.trim());
    return [];
  });
  const pairs = linesOf(wrong).flatMap((line) => {
    const [typed = '', meant = '', ...more] = line.split(/→|->|=|：|:/u).map((word) => word.trim());
    const isPair = typed !== '' && meant !== '' && typed !== meant && more.length === 0;
    if (isPair && typed.length <= length && meant.length <= length) return [{ typed, meant }];
    faults.push(line.trim());
    return [];
  });
  return { words: { same: groups, wrong: pairs }, faults };
}
