import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listExchanges, withoutNumbers } from '../../../../../src/hub/areas/city/list-exchanges.ts';
import { aDispatch, openCityBench } from '../../../../support/city-bench.ts';

describe('a text of the city for who may not see numbers', () => {
  it.each([
    ['电话 19900001234。', '电话 199****1234。'],
    ['199 0000 1234', '199****1234'],
    ['027-80001234', '027****1234'],
    ['2026-06-12 16:00:00', '2026-06-12 16:00:00'],
    ['2026-06-12', '2026-06-12'],
    ['8 号 302 室', '8 号 302 室'],
  ])('%s is %s', (text, covered) => {
    expect(withoutNumbers(text)).toBe(covered);
  });
});

describe('lines of a ticket that who asks may not read', () => {
  it('are as if there were none, however few are asked for', async () => {
    const { deps, receive, store, ticketBy } = await openCityBench();
    await receive(aDispatch());
    await receive(aDispatch());
    const ticket = await ticketBy();
    if (!ticket) throw new Error('no ticket was opened');
    await store.tickets.put({ ...ticket, kind: 'complaint', against: ['2001'] });
    const user = { userId: randomUUID(), workNo: '2001', displayName: '甲', role: 'lead' } as const;
    const asking = { sessionId: 's', deskId: 'd', deskProven: true, address: '::1', user };
    const linesOf = (ticketId: string) =>
      listExchanges(deps, asking, {
        states: [],
        direction: null,
        ticketId,
        before: null,
        limit: 1,
      });
    expect(await linesOf(ticket.ticketId)).toEqual(await linesOf(randomUUID()));
  });
});
