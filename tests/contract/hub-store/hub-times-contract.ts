import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import { aTicket } from '../../support/hub-values.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

/** What every engine of the hub has to promise of the times at which the hub owes tickets something. */
export function describeHubTimes(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the times of tickets in the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());

    it('gives what is due, the longest waiting first, and no more than is asked for', async () => {
      await store.times.put('a', { revision: 1, dueAt: 30 });
      await store.times.put('b', { revision: 1, dueAt: 10 });
      await store.times.put('c', { revision: 1, dueAt: null });
      await store.times.put('d', { revision: 1, dueAt: 31 });
      expect(await store.times.due(30, 10)).toEqual(['b', 'a']);
      expect(await store.times.due(30, 1)).toEqual(['b']);
      await store.times.put('b', { revision: 2, dueAt: 99 });
      expect(await store.times.due(30, 10)).toEqual(['a']);
    });

    it('finds each ticket whose present revision nobody has looked at, in pages', async () => {
      const tickets = Array.from({ length: 5 }, (_, index) =>
        aTicket(randomUUID(), `SW20260612-000${index}`),
      ).toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
      for (const ticket of tickets) await store.tickets.put(ticket);
      const [seen, older, ...others] = tickets;
      await store.times.put(seen!.ticketId, { revision: seen!.revision, dueAt: null });
      await store.times.put(older!.ticketId, { revision: older!.revision - 1, dueAt: 5 });
      const first = await store.times.unseen('', 3);
      expect(first.last).toBe(tickets[2]?.ticketId);
      const second = await store.times.unseen(first.last ?? '', 3);
      expect(second.last).toBeNull();
      expect([...first.ticketIds, ...second.ticketIds]).toEqual(
        [older!, ...others].map(({ ticketId }) => ticketId),
      );
    });
  });
}
