import { describe, expect, it } from 'vitest';
import { buildPop } from '../../../../../src/main/areas/desk/build-pop.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { normaliseNumber } from '../../../../../src/shared/numbers/phone-number.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const number = normaliseNumber('19900000123');
const of = { callId: 'this call', number, lateSince: 1000 };
const ticket = (changes: Partial<Ticket>): Ticket => ({
  ...aTicket(),
  numberKey: number.key,
  ...changes,
});

describe('the pop', () => {
  it('leaves several open tickets a choice and opens none', () => {
    const open = [ticket({}), ticket({})];
    const pop = buildPop(of, { named: null, ofNumber: open, mains: [], contacts: [] });
    expect([pop.match, pop.ticketId, pop.tickets.length]).toEqual(['several', null, 2]);
  });

  it('shows the main ticket to a call about one that was merged, with the merged one beside it and its own caller’s name', () => {
    const main = ticket({ ticketId: 'main', numberKey: null, requesterName: '另一位市民' });
    const mergedInto = {
      ticketId: 'main',
      ticketNo: main.ticketNo,
      at: 1,
      byWorkNo: '1001',
      reason: '同一处积水',
      stateBefore: 'screening',
      clocksBefore: [],
    } as const;
    const merged = ticket({
      state: 'merged',
      requesterName: '市民（先生）',
      work: { ...noWork, mergedInto },
    });
    for (const named of [null, merged]) {
      const rows = { named, ofNumber: [merged], mains: [main], contacts: [] };
      const pop = buildPop(of, rows);
      expect(pop.ticketId).toBe('main');
      expect(pop.tickets.map(({ ticketId }) => ticketId)).toEqual(['main', merged.ticketId]);
      expect(pop.requesterName).toBe('市民（先生）');
    }
    const gone = buildPop(of, { named: null, ofNumber: [merged], mains: [], contacts: [] });
    expect(gone.ticketId).toBeNull();
  });

  it('counts the calls of a ticket that another number began, beside those of this number, while they are recent', () => {
    const categoryCode = 'supply.outage';
    const contacts = [{ categoryCode, firstAt: 5, lately: 2 }];
    const count = (changes: Partial<Ticket>) => {
      const named = ticket({
        categoryCode,
        openedAt: 2000,
        callIds: ['a', 'this call'],
        ...changes,
      });
      return buildPop(of, { named, ofNumber: [], mains: [], contacts }).repeatCount;
    };
    expect(count({})).toBe(3);
    expect(count({ numberKey: '+8619900000456' })).toBe(4);
    expect(count({ numberKey: '+8619900000456', openedAt: 999 })).toBe(3);
    expect(count({ numberKey: '+8619900000456', callIds: [] })).toBe(4);
    expect(count({ categoryCode: null })).toBe(2);
  });
});
