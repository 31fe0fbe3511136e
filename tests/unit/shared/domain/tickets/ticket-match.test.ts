import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byDeadline,
  compareUrgency,
} from '../../../../../src/shared/domain/tickets/ticket-lists.ts';
import {
  compareSortKeys,
  sortKeyOf,
} from '../../../../../src/shared/domain/tickets/ticket-match.ts';
import { type Ticket, ticketStates } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const time = fc.integer({ min: 0, max: 20 });
const ticket = fc
  .record({
    state: fc.constantFrom(...ticketStates),
    dueAt: fc.option(time),
    openedAt: time,
    closedAt: fc.option(time),
    district: fc.option(fc.constantFrom('江汉区', '武昌区')),
  })
  .map(({ dueAt, ...facts }): Ticket => ({
    ...aTicket(randomUUID()),
    ...facts,
    deadline: dueAt === null ? null : { dueAt, rule: '' },
  }));

describe('the order of exported tickets', () => {
  it('is that of the list: what burns first', () => {
    fc.assert(
      fc.property(fc.tuple(ticket, ticket), ([a, b]) => {
        const keys = [sortKeyOf(a, byDeadline), sortKeyOf(b, byDeadline)] as const;
        expect(Math.sign(compareSortKeys(...keys, false))).toBe(Math.sign(compareUrgency(a, b)));
      }),
      { numRuns: 500 },
    );
  });

  it('by a column has what is empty there at the end, whichever way round', () => {
    fc.assert(
      fc.property(fc.array(ticket), fc.boolean(), (tickets, descending) => {
        const sort = { by: 'place', descending } as const;
        const places = tickets
          .toSorted((a, b) => compareSortKeys(sortKeyOf(a, sort), sortKeyOf(b, sort), descending))
          .map(({ district }) => district);
        const named = places.filter((place) => place !== null);
        expect(places).toEqual([...named, ...places.filter((place) => place === null)]);
        const sorted = named.toSorted((a, b) => (a < b ? -1 : 1));
        expect(named).toEqual(descending ? sorted.toReversed() : sorted);
      }),
    );
  });
});
