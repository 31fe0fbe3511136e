import type { KnowledgeEntry } from './knowledge.ts';

/** Why an entry asks to be looked at, the most pressing first. */
export const reviewCauses = ['expired', 'reviewDue', 'expiring', 'reviewSoon'] as const;
export type ReviewCause = (typeof reviewCauses)[number];

const dayMs = 86_400_000;
/** So long before its day an entry begins to ask. */
const noticeMs = 30 * dayMs;

/** Why an entry is due for review at `now`; `null` = it is not. What the office has retired asks no more. */
function reviewCauseOf(
  { validUntil, wording, written }: Pick<KnowledgeEntry, 'validUntil' | 'wording' | 'written'>,
  now: number,
): ReviewCause | null {
  if (written?.isRetired) return null;
  if (validUntil !== null && validUntil <= now) return 'expired';
  // Shanghai: the day of review is over when the day is.
  const reviewAt = wording ? Date.parse(`${wording.reviewOn}T24:00:00+08:00`) : Infinity;
  if (reviewAt <= now) return 'reviewDue';
  if (validUntil !== null && validUntil - now <= noticeMs) return 'expiring';
  return reviewAt - now <= noticeMs ? 'reviewSoon' : null;
}

export interface DueEntry {
  readonly entry: KnowledgeEntry;
  readonly cause: ReviewCause;
}

/** 到期复核: the entries that ask to be looked at, the most pressing first, then by number. */
export function dueForReview(entries: readonly KnowledgeEntry[], now: number): DueEntry[] {
  return entries
    .flatMap((entry) => {
      const cause = reviewCauseOf(entry, now);
      return cause === null ? [] : [{ entry, cause }];
    })
    .toSorted(
      (a, b) =>
        reviewCauses.indexOf(a.cause) - reviewCauses.indexOf(b.cause) ||
        (a.entry.entryNo < b.entry.entryNo ? -1 : 1),
    );
}
