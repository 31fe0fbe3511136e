import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reworkedCitations } from '../../../../../src/shared/domain/knowledge/reworked.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';

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
