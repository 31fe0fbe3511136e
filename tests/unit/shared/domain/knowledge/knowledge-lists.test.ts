import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { countableSearch } from '../../../../../src/shared/domain/knowledge/countable-search.ts';
import { figuresOf, judge } from '../../../../../src/shared/domain/knowledge/judged.ts';
import { dueForReview } from '../../../../../src/shared/domain/knowledge/review.ts';
import { reworkedCitations } from '../../../../../src/shared/domain/knowledge/reworked.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
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

describe('a search that is counted for the office', () => {
  it.each([
    ['水箱清洗', '水箱清洗'],
    ['  水 表  K-0106 ', '水 表 k-0106'],
    ['停水 48 小时', '停水 48 小时'],
    ['02785550101', null],
    ['0278 555 0101', null],
    ['户号１２３４５', null],
    ['王女士 水费', null],
    ['水', null],
    ['很长'.repeat(30), null],
  ])('%s is told as %s', (text, told) => {
    expect(countableSearch(text, ['王女士', ''])).toBe(told);
  });
});

describe('the office’s judged questions', () => {
  it('count the first right entry, wherever it stands', () => {
    const found = ['K-1', 'K-2', 'K-3'];
    const answers = [['K-1'], ['K-9', 'K-2'], ['K-8']].map((entryNos) =>
      judge({ question: '停水', entryNos }, found),
    );
    expect(answers.map(({ place }) => place)).toEqual([1, 2, null]);
    expect(figuresOf(answers)).toEqual({ questions: 3, recall1: 1 / 3, recall5: 2 / 3, mrr: 0.5 });
    expect(figuresOf([])).toEqual({ questions: 0, recall1: 0, recall5: 0, mrr: 0 });
  });
});

describe('这条答复引起重办', () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const cite = (entryId: string, version = 1) => ({
    entryId,
    entryNo: entryId === one ? 'K-1' : 'K-2',
    version,
    title: '题',
  });
  const ticket = (ticketNo: string, reworks: number, citations: ReturnType<typeof cite>[]) => ({
    ticketNo,
    openedAt: Number(ticketNo),
    citations,
    work: { ...noWork, reworks },
  });

  it('counts a ticket once for each version that it cites, and no ticket that was well', () => {
    const rows = reworkedCitations([
      ticket('1', 1, [cite(one), cite(one)]),
      ticket('2', 2, [cite(two), cite(one)]),
      ticket('3', 0, [cite(two)]),
      ticket('4', 1, [cite(one, 2)]),
    ]);
    expect(rows.map(({ entryNo, version, count }) => [entryNo, version, count])).toEqual([
      ['K-1', 1, 2],
      ['K-1', 2, 1],
      ['K-2', 1, 1],
    ]);
    expect(rows[0]?.ticketNos).toEqual(['2', '1']);
  });
});
