import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScreenPop } from '../../../src/main/areas/desk/screen-pop.ts';
import { type Store, openStore } from '../../../src/main/storage/store-client.ts';
import type { Pop } from '../../../src/shared/domain/desk/pop.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { aDataDirectory, removeDirectory, sourcePlaces } from '../../support/host/desk-host.ts';
import { aCallView } from '../../support/host/phone-values.ts';
import { aTicket } from '../../support/hub-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const ticketCount = 100_000;
const day = 24 * 3_600_000;
const now = Date.UTC(2026, 5, 12);

/** Everybody else's tickets, and the callers the cases ask about. */
function tickets(): Ticket[] {
  const base = aTicket();
  const of = (numberKey: string, changes: Partial<Ticket>): Ticket => ({
    ...base,
    ticketId: randomUUID(),
    numberKey,
    ...changes,
  });
  const crowd = Array.from({ length: ticketCount }, (_, n) =>
    of(`+86199${String(10_000_000 + (n % 60_000))}`, {
      ticketNo: `SW20260101-${n}`,
      openedAt: now - (n % 300) * day,
      content: '',
    }),
  );
  return [
    ...crowd,
    of('+8619900000123', {
      ticketNo: 'SW-one',
      openedAt: now - day,
      address: '测试路 1 号',
      categoryCode: 'supply.outage',
      callIds: [randomUUID(), randomUUID()],
    }),
    of('+8619900000123', {
      ticketNo: 'SW-one-closed',
      state: 'closed',
      openedAt: now - 2 * day,
      categoryCode: 'supply.outage',
    }),
    of('+8619900000123', {
      ticketNo: 'SW-one-old',
      state: 'closed',
      openedAt: now - 200 * day,
      categoryCode: 'supply.outage',
    }),
    ...ofManyMatters((changes) => of(ofMany, changes)),
    of('+862700000456', { ticketNo: 'SW-several-older', openedAt: now - 3 * day }),
    of('+862700000456', { ticketNo: 'SW-several-newer', openedAt: now - day }),
    of('+8619900000789', {
      ticketNo: 'SW-history',
      state: 'closed',
      openedAt: now - day,
      address: '测试路 7 号',
    }),
  ];
}

const ofMany = '+8619900000222';
const thisCall = randomUUID();

/** More than a pop shows: one matter open, with two calls before; 70 newer ones of another; an old one; one of this call. */
function ofManyMatters(of: (changes: Partial<Ticket>) => Ticket): Ticket[] {
  const closed = { state: 'closed', categoryCode: 'drainage.waterlogging' } as const;
  return [
    of({
      ticketNo: 'SW-many',
      openedAt: now - 80 * day,
      categoryCode: 'supply.outage',
      callIds: [randomUUID(), thisCall],
    }),
    ...Array.from({ length: 70 }, (_, n) =>
      of({ ...closed, ticketNo: `SW-many-${n}`, openedAt: now - (n + 1) * 3_600_000 }),
    ),
    of({
      ticketNo: 'SW-many-same',
      state: 'closed',
      openedAt: now - 85 * day,
      categoryCode: 'supply.outage',
      callIds: [randomUUID(), randomUUID()],
    }),
    of({ ...closed, ticketNo: 'SW-many-first', openedAt: now - 700 * day, callIds: [] }),
    of({ ...closed, ticketNo: 'SW-many-this', openedAt: now, callIds: [thisCall] }),
  ];
}

describe(`the screen pop among ${ticketCount} tickets`, () => {
  let directory: string;
  let store: Store;

  beforeAll(async () => {
    directory = aDataDirectory();
    store = await openStore({
      file: `${directory}/desk.db`,
      key: new Uint8Array(32).fill(7),
      migrationsDirectory: sourcePlaces.migrationsDirectory,
      workerUrl: sourcePlaces.storeWorker,
      now,
      logger: silentLogger,
    });
    const all = tickets();
    for (let from = 0; from < all.length; from += 5000)
      await store.api.tickets.applyHubTickets(all.slice(from, from + 5000));
  }, 120_000);
  afterAll(async () => {
    await store.close();
    removeDirectory(directory);
  });

  const popFor = (rawNumber: string, ticketNo: string | null = null) =>
    new Promise<Pop>((resolve, reject) => {
      const pop = createScreenPop({
        tickets: store.api.tickets,
        reader: () => ({ workNo: '1001', role: 'agent' }),
        clock: { now: () => now, monotonicMs: () => now },
        inBackground: (_, task) => void task().catch(reject),
        onFound: () => {
          const found = pop.of(call.callId);
          if (found) resolve(found);
        },
      });
      const call = { ...aCallView({ rawNumber, ticketNo }), callId: thisCall };
      void pop.follow([call]);
    });
  const numbersOf = (pop: Pop) => pop.tickets.map((ticket) => ticket.ticketNo);

  it('opens the ticket that the PBX named, whoever calls', async () => {
    const pop = await popFor('19900000999', 'SW-several-older');
    expect([pop.match, numbersOf(pop)]).toEqual(['named', ['SW-several-older']]);
  });

  it('falls back to the number when the PBX named a ticket that is not here', async () => {
    expect((await popFor('19900000123', 'SW-nowhere')).match).toBe('one');
  });

  it.each(['19900000123', '019900000123', '+8619900000123', '8619900000123'])(
    'opens the one open ticket of %s, with history, address and repeat count',
    async (raw) => {
      const pop = await popFor(raw);
      expect(pop).toMatchObject({
        match: 'one',
        address: '测试路 1 号',
        repeatCount: 4,
        repeatOf: 'matter',
        firstCallAt: now - 200 * day,
      });
      expect(numbersOf(pop)).toEqual(['SW-one', 'SW-one-closed', 'SW-one-old']);
      expect(pop.ticketId).toBe(pop.tickets[0]?.ticketId);
    },
  );

  it.each(['00000456', '02700000456', '+862700000456'])(
    'gives a choice of the open tickets of %s, newest first',
    async (raw) => {
      const pop = await popFor(raw);
      expect([pop.match, pop.ticketId, numbersOf(pop)]).toEqual([
        'several',
        null,
        ['SW-several-newer', 'SW-several-older'],
      ]);
    },
  );

  it('counts all tickets of a number, not those that it shows', async () => {
    const pop = await popFor('19900000222');
    expect(pop.tickets).toHaveLength(50);
    expect(pop).toMatchObject({
      match: 'one',
      repeatOf: 'matter',
      // One call before of the open ticket, two of the closed one, and this.
      repeatCount: 4,
      firstCallAt: now - 700 * day,
    });
  });

  it('counts every matter while nobody knows which it is', async () => {
    const pop = await popFor('00000456');
    expect([pop.repeatOf, pop.repeatCount, pop.firstCallAt]).toEqual(['any', 3, now - 3 * day]);
  });

  it('begins a new intake for a caller with closed tickets only, and shows them', async () => {
    const pop = await popFor('19900000789');
    expect([pop.match, pop.ticketId, pop.address, numbersOf(pop)]).toEqual([
      'none',
      null,
      '测试路 7 号',
      ['SW-history'],
    ]);
  });

  it('begins a new intake with the number for an unknown caller', async () => {
    const pop = await popFor('19900000555');
    expect(pop).toMatchObject({
      match: 'none',
      tickets: [],
      repeatCount: 1,
      firstCallAt: null,
      number: { key: '+8619900000555' },
    });
  });

  it('never matches anonymous callers with each other', async () => {
    expect(await popFor('anonymous')).toMatchObject({
      match: 'none',
      tickets: [],
      number: { kind: 'anonymous' },
    });
  });

  it('finds by index, not by reading the table', async () => {
    const started = performance.now();
    for (let n = 0; n < 200; n += 1) await popFor(`199${10_000_000 + n}`);
    // A scan of 100,000 rows takes over 50 ms each; 200 of them could never be this quick. The figure is bench `pop`.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
