import { describe, expect, it } from 'vitest';
import { dueForReview } from '../../../../../src/shared/domain/knowledge/review.ts';
import { aKnowledgeEntry } from '../../../../support/hub-values.ts';
import { anEntryText } from '../../../../support/knowledge/entry-text.ts';

const now = Date.parse('2026-11-27T10:00+08:00');
const dayMs = 86_400_000;

describe('到期复核', () => {
  const reviewedOn = (reviewOn: string) => ({ ...anEntryText().wording, reviewOn });
  const entry = (entryNo: string, changes: object) => ({
    ...aKnowledgeEntry(),
    entryNo,
    wording: reviewedOn('2028-01-01'),
    ...changes,
  });
  const written = {
    proposedBy: '1001',
    acceptedBy: '2001',
    acceptedAt: 1,
    why: '',
    isRetired: true,
  };

  it('what has expired stands first, what is far off or retired asks nothing', () => {
    const due = dueForReview(
      [
        entry('K-1', { wording: reviewedOn('2026-12-20') }),
        entry('K-2', { validUntil: now + 10 * dayMs }),
        entry('K-3', { wording: reviewedOn('2026-11-26') }),
        entry('K-4', { validUntil: now }),
        entry('K-5', { wording: reviewedOn('2027-03-01'), validUntil: now + 60 * dayMs }),
        entry('K-6', { validUntil: now - dayMs, written }),
        // On its day it is not late yet.
        entry('K-7', { wording: reviewedOn('2026-11-27') }),
      ],
      now,
    );
    expect(due.map(({ entry: { entryNo }, cause }) => [entryNo, cause])).toEqual([
      ['K-4', 'expired'],
      ['K-3', 'reviewDue'],
      ['K-2', 'expiring'],
      ['K-1', 'reviewSoon'],
      ['K-7', 'reviewSoon'],
    ]);
  });
});
