/** The kind of the rule of the office's own words for searching (`OfficeWords`). */
export const searchWordsRule = 'searchWords';

/** More is not kept: a rule goes to every desk as a whole. */
export const wordLimits = { length: 20, inGroup: 12, groups: 150, pairs: 300 } as const;

/** What the office adds to what the search knows of the language: for every entry, not for one. */
export interface OfficeWords {
  /** Groups of words that mean the same. */
  readonly same: readonly (readonly string[])[];
  /** 常见错字: how a word is typed wrong, and what is meant. */
  readonly wrong: readonly { readonly typed: string; readonly meant: string }[];
}

/** As groups, as the search reads them: who types it wrong asks for what is meant. */
export function groupsOf({ same, wrong }: OfficeWords): readonly (readonly string[])[] {
  return [...same, ...wrong.map(({ typed, meant }) => [typed, meant])];
}
