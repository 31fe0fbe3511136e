import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareUrgency,
  deadlineTone,
  openerOf,
} from '../../../../../src/shared/domain/tickets/ticket-lists.ts';
import {
  type Ticket,
  isOpen,
  ticketStates,
} from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const now = Date.UTC(2026, 5, 12, 2);
const made = aTicket('00000000-0000-4000-8000-000000000001', 'SW20260612-1003-001');
const closed = ticketStates.find((state) => !isOpen({ state })) ?? 'closed';
const due = (dueAt: number | null, changes: Partial<Ticket> = {}): Ticket => ({
  ...made,
  state: 'screening',
  deadline: dueAt === null ? null : { dueAt, rule: 'test' },
  closedAt: null,
  openedAt: 5,
  ...changes,
});
const finished = (closedAt: number | null, openedAt = 5): Ticket =>
  due(1, { state: closed, closedAt, openedAt });

it('belongs to the person who has opened it', () => {
  const [first] = made.course;
  expect(openerOf({ course: first ? [{ ...first, byWorkNo: '1003' }, first] : [] })).toBe('1003');
  expect(openerOf({ course: [] })).toBe('');
});

describe('how near a deadline is', () => {
  it.each([
    [-1, 'overdue'],
    [0, 'near'],
    [2 * 3_600_000 - 1, 'near'],
    [2 * 3_600_000, 'far'],
  ] as const)('%d ms before it: %s', (leftMs, tone) => {
    expect(deadlineTone(due(now + leftMs), now)).toBe(tone);
  });

  it('is not told of a ticket without one, or that is finished', () => {
    expect(deadlineTone(due(null), now)).toBeNull();
    expect(deadlineTone(finished(now), now)).toBeNull();
  });
});

describe('the order in which things go wrong', () => {
  const inOrder = [
    due(1),
    due(2, { openedAt: 3 }),
    due(2, { openedAt: 4 }),
    due(null, { openedAt: 1 }),
    due(null, { openedAt: 2 }),
    finished(9, 1),
    finished(9, 2),
    finished(8, 1),
    finished(null, 1),
  ];

  it('is by deadline, then the oldest without one, then the last finished', () => {
    for (const [at, earlier] of inOrder.entries())
      for (const later of inOrder.slice(at + 1)) {
        expect(compareUrgency(earlier, later)).toBe(-1);
        expect(compareUrgency(later, earlier)).toBe(1);
      }
  });

  it('leaves equals as they are', () => {
    for (const one of inOrder) expect(compareUrgency(one, { ...one })).toBe(0);
  });

  it('is the same however the list came', () => {
    const shuffled = fc.shuffledSubarray(inOrder, { minLength: inOrder.length });
    fc.assert(
      fc.property(shuffled, (list) => {
        expect(list.toSorted(compareUrgency)).toEqual(inOrder);
      }),
    );
  });
});
