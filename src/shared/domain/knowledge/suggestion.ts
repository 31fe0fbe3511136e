import type { KnowledgeHit } from './knowledge.ts';

/** What stands in the form of a ticket that is being taken. */
export interface TypedDemand {
  readonly content: string;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly address: string;
}

/** An entry that is offered although nobody has searched, and why. */
export interface Suggestion {
  readonly hit: KnowledgeHit;
  /** What of the entry's names was typed, at least one. */
  readonly words: readonly string[];
  /** The entry is of the category that was chosen. */
  readonly isOfCategory: boolean;
  /** Where it is, and the entry's title says so, too; `null` = it does not. */
  readonly place: string | null;
}

/** More than these nobody reads while a citizen is talking. */
export const mostSuggestions = 3;

/** Of one name of an entry so much must have been typed, from 0 to 1; less where the category speaks for it. */
const leastShare = { ofCategory: 0.5, other: 0.75 } as const;
const worth = { ofCategory: 1.3, ofPlace: 1.2 } as const;
/** What says less than this share of what the best says is only near to it. */
const leastOfBest = 0.4;

/** An entry that the search has found for what was typed. */
export interface Candidate<Found> {
  readonly found: Found;
  readonly title: string;
  readonly categoryCode: string;
  /** As the search ranks it. */
  readonly score: number;
  /** The share of the one name that was typed best, and its pieces. */
  readonly fit: { readonly share: number; readonly words: readonly string[] };
}

export interface Suggested<Found> extends Omit<Suggestion, 'hit'> {
  readonly found: Found;
}

/**
 * The two or three entries that are what was typed, the best first; none when nothing fits well. A search always finds something: who
 * has not searched is told only what was nearly named.
 */
export function suggested<Found>(
  candidates: readonly Candidate<Found>[],
  { categoryCode, district, address }: Omit<TypedDemand, 'content'>,
): Suggested<Found>[] {
  const fitting = candidates
    .flatMap(({ found, title, score, fit, ...candidate }) => {
      const isOfCategory = candidate.categoryCode === categoryCode;
      const least = isOfCategory ? leastShare.ofCategory : leastShare.other;
      if (fit.words.length === 0 || fit.share < least) return [];
      const place = placeNamed(title, [district ?? '', address]);
      const weight = (isOfCategory ? worth.ofCategory : 1) * (place === null ? 1 : worth.ofPlace);
      return [{ found, words: fit.words, isOfCategory, place, score: score * weight }];
    })
    .toSorted((a, b) => b.score - a.score);
  const best = fitting[0]?.score ?? 0;
  return fitting
    .filter(({ score }) => score >= best * leastOfBest)
    .slice(0, mostSuggestions)
    .map(({ found, words, isOfCategory, place }) => ({ found, words, isOfCategory, place }));
}

/** District, road or estate that both name, three characters or more: two stand in every address. */
function placeNamed(title: string, typed: readonly string[]): string | null {
  const names = typed.flatMap(
    (text) => text.match(/[\p{Script=Han}]{2,}?(?:新区|区|路|街|大道|小区|新村|巷)/gu) ?? [],
  );
  return names.find((name) => name.length >= 3 && title.includes(name)) ?? null;
}

/** A text as several short questions, the last written first: a question reads no more than a sentence. */
export function questionsIn(content: string): string[] {
  return content
    .split(/[，。；！？、,.;!?\n\s]+/u)
    .filter((piece) => piece !== '')
    .flatMap((piece) => piece.match(/.{1,40}/gsu) ?? [])
    .slice(-12)
    .toReversed();
}
