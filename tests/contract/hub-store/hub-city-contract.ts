import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewExchange } from '../../../src/shared/domain/city/exchange.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import { aTicket } from '../../support/hub-values.ts';
import type { StoreUnderTest } from './hub-store-contract.ts';

function anExchange(changes: Partial<NewExchange> = {}): NewExchange {
  return {
    exchangeId: randomUUID(),
    direction: 'in',
    messageId: randomUUID(),
    kind: 'dispatch',
    cityNo: 'WH1',
    ticketId: null,
    place: null,
    raw: '{}',
    state: 'waiting',
    tries: 0,
    nextTryAt: null,
    reason: null,
    detail: null,
    saidAt: null,
    seenRevision: null,
    at: 1000,
    ...changes,
  };
}

/** What every engine of the hub has to promise of the ledger of the city platform. */
export function describeHubCity(engine: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the city's ledger in the hub's store on ${engine}`, () => {
    let subject: StoreUnderTest;
    let store: HubStore;
    beforeEach(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterEach(() => subject.dispose());
    const add = async (changes: Partial<NewExchange> = {}) => {
      const exchange = anExchange(changes);
      await store.exchanges.add(exchange);
      return exchange;
    };
    const everything = {
      states: [],
      direction: null,
      ticketId: null,
      cityNo: null,
      before: null,
      limit: 10,
    } as const;

    it('keeps a message whole, each id once for each direction', async () => {
      const exchange = await add({ place: '7', saidAt: 5, reason: 'noTicket', detail: '' });
      await expect(add({ messageId: exchange.messageId })).rejects.toThrow(/UNIQUE/i);
      await add({ messageId: exchange.messageId, direction: 'out' });
      const kept = {
        ...exchange,
        system: 'city',
        seq: 1,
        changedAt: 1000,
        settledAt: null,
        files: [],
      };
      expect(await store.exchanges.find('in', exchange.messageId)).toEqual(kept);
      expect(await store.exchanges.get(exchange.exchangeId)).toEqual(kept);
      expect(await store.exchanges.find('in', 'other')).toBeNull();
      expect(await store.exchanges.get('other')).toBeNull();
    });

    it('keeps the systems apart: the same id and number are another message and another matter', async () => {
      const exchange = await add({ state: 'done', ticketId: 't1', place: '7' });
      const linkage = store.exchanges.of('linkage110');
      expect(await linkage.find('in', exchange.messageId)).toBeNull();
      await linkage.add(anExchange({ messageId: exchange.messageId }));
      expect(await linkage.find('in', exchange.messageId)).toMatchObject({
        system: 'linkage110',
        messageId: exchange.messageId,
      });
      expect(await linkage.ticketOf('WH1')).toBeNull();
      expect(await linkage.newestPlace()).toBeNull();
      await linkage.bind('WH1', 't2');
      expect((await store.exchanges.notCarriedOut()).length).toBe(0);
      expect((await linkage.notCarriedOut()).map(({ ticketId }) => ticketId)).toEqual(['t2']);
      await linkage.add(anExchange({ direction: 'out', ticketId: 't1' }));
      await store.exchanges.of('sms').add(anExchange({ direction: 'out', ticketId: 't1' }));
      expect(await store.exchanges.dueOut(1000, 10)).toEqual([]);
      expect(await linkage.dueOut(1000, 10)).toHaveLength(1);
      expect(await store.exchanges.of('sms').dueOut(1000, 10)).toHaveLength(1);
      const listed = await store.exchanges.list(everything);
      expect(listed.map(({ system }) => system)).toEqual([
        'sms',
        'linkage110',
        'linkage110',
        'city',
      ]);
      expect(await store.exchanges.list({ ...everything, system: 'sms' })).toHaveLength(1);
    });

    it('moves a row through its states and leaves what was not named', async () => {
      const exchange = await add({ reason: 'unreachable', detail: 'timeout' });
      const move = { state: 'done', tries: 2, changedAt: 2000, reason: null } as const;
      await store.exchanges.move(exchange.exchangeId, move);
      expect(await store.exchanges.get(exchange.exchangeId)).toMatchObject({
        ...move,
        detail: 'timeout',
        raw: '{}',
        at: 1000,
      });
    });

    it('knows the ticket of a city number by the dispatch that opened it, and binds what waited', async () => {
      const waits = await add({ kind: 'rework' });
      await add({ ticketId: 't0' });
      expect(await store.exchanges.ticketOf('WH1')).toBeNull();
      await add({ state: 'done', ticketId: 't1' });
      expect(await store.exchanges.ticketOf('WH1')).toBe('t1');
      await store.exchanges.bind('WH1', 't1');
      expect((await store.exchanges.get(waits.exchangeId))?.ticketId).toBe('t1');
    });

    it('says where the city was read last, and what of it was carried out last', async () => {
      expect(await store.exchanges.newestPlace()).toBeNull();
      await add({ place: '8' });
      await add();
      expect(await store.exchanges.newestPlace()).toBe('8');
      const done = { state: 'done', kind: 'rework', ticketId: 't1' } as const;
      await add({ ...done, saidAt: 50 });
      await add({ ...done, saidAt: 40 });
      await add({ ...done, saidAt: 90, reason: 'known' });
      await add({ ...done, saidAt: 99, kind: 'applicationAnswered' });
      expect(await store.exchanges.newestSaid('t1', ['rework'])).toBe(50);
      expect(await store.exchanges.newestSaid('t2', ['rework'])).toBeNull();
    });

    it('gives again what waits for a ticket once that has changed', async () => {
      const ticket = aTicket();
      await store.tickets.put({ ...ticket, revision: 3 });
      const { ticketId } = ticket;
      const unseen = await add({ ticketId });
      await add({ ticketId, seenRevision: 3 });
      const seen = await add({ ticketId, seenRevision: 2 });
      await add();
      const asked = await add({ nextTryAt: 5 });
      await add({ ticketId, state: 'done' });
      await add({ ticketId, state: 'unreadable' });
      const movable = await store.exchanges.movable();
      expect(movable.map(({ exchangeId }) => exchangeId)).toEqual([
        unseen.exchangeId,
        seen.exchangeId,
        asked.exchangeId,
      ]);
      expect(await store.exchanges.notCarriedOut()).toHaveLength(6);
    });

    it('gives what is to be sent by now, of each ticket the oldest', async () => {
      const out = { direction: 'out' } as const;
      const first = await add({ ...out, ticketId: 't1', nextTryAt: 500 });
      await add({ ...out, ticketId: 't1' });
      const other = await add({ ...out, ticketId: 't2' });
      await add({ ...out, ticketId: 't3', nextTryAt: 501 });
      const ids = async (now: number, limit = 9) =>
        (await store.exchanges.dueOut(now, limit)).map(({ exchangeId }) => exchangeId);
      expect(await ids(500)).toEqual([first.exchangeId, other.exchangeId]);
      expect(await ids(500, 1)).toEqual([first.exchangeId]);
      expect(await ids(499)).toEqual([other.exchangeId]);
    });

    it('lists newest first, by state, direction, ticket and number, page by page', async () => {
      await add({ state: 'done', ticketId: 't1' });
      await add({ direction: 'out', cityNo: 'WH2' });
      await add();
      const list = async (filter: object) =>
        (await store.exchanges.list({ ...everything, ...filter })).map(({ seq }) => seq);
      expect(await list({})).toEqual([3, 2, 1]);
      expect(await list({ before: 3, limit: 1 })).toEqual([2]);
      expect(await list({ states: ['done', 'refused'] })).toEqual([1]);
      expect(await list({ direction: 'out' })).toEqual([2]);
      expect(await list({ ticketId: 't1' })).toEqual([1]);
      expect(await list({ cityNo: 'WH2' })).toEqual([2]);
    });

    it('counts the hub’s own ticket numbers of a day, beside those that desks give', async () => {
      const { tickets } = store;
      const next = () => tickets.nextNumber('20260612');
      expect(await next()).toBe('SW20260612-0001');
      await tickets.put(aTicket(randomUUID(), 'SW20260612-0009'));
      await tickets.put(aTicket(randomUUID(), 'SW20260612-1003-002'));
      await tickets.put(aTicket(randomUUID(), 'SW20260613-0044'));
      expect(await next()).toBe('SW20260612-0010');
      await tickets.put(aTicket(randomUUID(), 'SW20260612-9999'));
      await tickets.put(aTicket(randomUUID(), 'SW20260612-10000'));
      expect(await next()).toBe('SW20260612-10001');
    });
  });
}
