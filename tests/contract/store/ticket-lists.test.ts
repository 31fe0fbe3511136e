import { randomUUID } from 'node:crypto';
import BetterSqlite, { type Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChineseWords } from '../../../src/shared/node/search/chinese-words.ts';
import { migrate, readMigrations } from '../../../src/main/storage/migrate.ts';
import {
  type TicketQuery,
  createTicketListQueries,
} from '../../../src/main/storage/ticket-list-queries.ts';
import { createTicketQueries } from '../../../src/main/storage/ticket-queries.ts';
import {
  closedStates,
  compareUrgency,
  openStates,
  openerOf,
  ticketOrders,
  deskStates,
  waitingApplication,
} from '../../../src/shared/domain/tickets/ticket-lists.ts';
import {
  type Ticket,
  type TicketState,
  isOpen,
  ticketFlags,
  ticketKinds,
} from '../../../src/shared/domain/tickets/ticket.ts';
import {
  type Application,
  type ApplicationState,
  applicationStates,
  noWork,
} from '../../../src/shared/domain/tickets/ticket-work.ts';
import { outerDueAt } from '../../../src/shared/domain/tickets/merged-tickets.ts';
import { sourcePlaces } from '../../support/host/desk-host.ts';
import { aTicket } from '../../support/hub-values.ts';

type Made<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

const words = createChineseWords();
const asked: TicketQuery = {
  reader: { workNo: '1001', role: 'agent' },
  text: '',
  states: [],
  limit: 200,
  offset: 0,
};

function openMemory(): Database {
  const db = new BetterSqlite(':memory:');
  migrate(db, readMigrations(sourcePlaces.migrationsDirectory));
  return db;
}

describe('a search in 100,000 tickets', () => {
  const total = 100_000;
  const wanted = 200;
  let db: Database;
  let queries: ReturnType<typeof createTicketListQueries>;

  /** The first 200 are open and speak of 水表; 5,000 newer ones, closed long since, do too. */
  beforeAll(() => {
    db = openMemory();
    queries = createTicketListQueries(db, words);
    const body = JSON.stringify(aTicket());
    const write = db.prepare(
      `INSERT INTO tickets (row_id, ticket_id, ticket_no, state, is_open, number_key, opened_at, updated_at, revision, body)
       VALUES (@row, @row, @no, @state, @isOpen, @key, @row, @row, 1, @body)`,
    );
    const index = db.prepare('INSERT INTO ticket_words (rowid, words) VALUES (?, ?)');
    const common = words.forIndex('门前道路积水');
    const rare = words.forIndex('门前道路积水，水表转得快');
    db.transaction(() => {
      for (let row = 1; row <= total; row += 1) {
        const open = row <= wanted * 2;
        write.run({
          row,
          no: `SW20260101-${String(row).padStart(6, '0')}`,
          state: open ? 'inHandling' : 'archived',
          isOpen: open ? 1 : 0,
          key: `+8619900${String(row % 8000).padStart(6, '0')}`,
          body,
        });
        index.run(row, row <= wanted || row > total - 5000 ? rare : common);
      }
    })();
  }, 60_000);
  afterAll(() => db.close());

  it('finds every open one that has the word, however many newer closed ones have it, and counts them truly', () => {
    const first = queries.listTickets({ ...asked, text: '水表', states: openStates });
    expect(first).toMatchObject({ total: wanted });
    expect(first.tickets).toHaveLength(wanted);
    expect(queries.listTickets({ ...asked, text: '水表' }).total).toBe(wanted + 5000);
    expect(queries.listTickets({ ...asked, text: '积水', states: closedStates }).total).toBe(
      total - wanted * 2,
    );
    // A hundred thousand rows and their words: longer than others where several run at once.
  }, 240_000);

  it('finds every one by a part of its number and of the telephone number', () => {
    expect(queries.listTickets({ ...asked, text: '000007' }).total).toBeGreaterThan(10);
    expect(queries.listTickets({ ...asked, text: '9900', states: openStates }).total).toBe(
      wanted * 2,
    );
    expect(queries.listTickets({ ...asked, text: '20260101-0000' }).total).toBe(99);
  });

  it('answers out of the index alone, so that no number of hits makes it slow', () => {
    const plan = db
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT row_id FROM listed_tickets
         WHERE is_open = 1 AND due_at < 5 AND opened_by = '1' AND flags <> '' AND district <> '' ORDER BY category_code`,
      )
      .all()
      .map(({ detail }) => detail)
      .join('\n');
    expect(plan).toContain('USING COVERING INDEX tickets_to_list');
  });
});

describe('the list of tickets', () => {
  const at = Date.UTC(2026, 5, 12, 7);
  const states: readonly TicketState[] = [
    'screening',
    'assigned',
    'awaitingCallback',
    'archived',
    'closed',
  ];
  const made = fc.record({
    state: fc.constantFrom(...states),
    due: fc.option(fc.integer({ min: -5, max: 5 })),
    mergedDue: fc.option(fc.integer({ min: -5, max: 5 })),
    ended: fc.integer({ min: 0, max: 5 }),
    opened: fc.integer({ min: -9, max: 0 }),
    district: fc.option(fc.constantFrom('江汉区', '武昌区')),
    categoryCode: fc.option(fc.constantFrom('supply.outage', 'drainage.waterlogging')),
    kind: fc.option(fc.constantFrom(...ticketKinds.slice(0, 2))),
    flags: fc.subarray([...ticketFlags.slice(0, 2)]),
    content: fc.constantFrom('门前积水', '家中停水', '积水已退'),
    by: fc.constantFrom('1001', '1002'),
    callbackOwed: fc.boolean(),
    isLate: fc.boolean(),
    applied: fc.array(fc.constantFrom(...applicationStates), { maxLength: 2 }),
  });
  const narrowed = fc.record({
    text: fc.constantFrom('', '积水', '武昌区', '武昌 积水'),
    states: fc.constantFrom([], openStates, closedStates),
    of: fc.option(
      fc.record({
        workNo: fc.constant('1001'),
        day: fc.option(fc.record({ isLead: fc.boolean() })),
      }),
    ),
    dueBefore: fc.option(fc.constant(at)),
    district: fc.option(fc.constant('武昌区')),
    categoryCode: fc.option(fc.constant('supply.outage')),
    kind: fc.option(fc.constantFrom(...ticketKinds.slice(0, 2))),
    flag: fc.option(fc.constantFrom(...ticketFlags.slice(0, 2))),
  });

  const anApplication = (of: ApplicationState): Application => ({
    applicationId: randomUUID(),
    what: 'hardCase',
    reason: '需会商',
    basis: '',
    newDueAt: null,
    suggestedOwner: '',
    state: of,
    at,
    byWorkNo: '5001',
    departmentId: 'bureau.jianghan',
    steps: [{ state: 'agreed', at, byWorkNo: '1001', words: '' }],
  });
  const build = (values: Made<typeof made>, index: number): Ticket => {
    const plain = aTicket(randomUUID(), `SW20260612-${String(index).padStart(4, '0')}`);
    const { state, due, mergedDue, ended, opened, by, isLate, applied, ...intake } = values;
    return {
      ...plain,
      ...intake,
      state,
      openedAt: at + opened,
      deadline: due === null ? null : { dueAt: at + due, rule: '普通件' },
      closedAt: isOpen({ state }) ? null : at + ended,
      course: plain.course.map((event) => ({ ...event, byWorkNo: by })),
      work: {
        ...noWork,
        ...(mergedDue === null ? {} : { firstDueAt: at + mergedDue }),
        applications: applied.map((of) => anApplication(of)),
        ...(isLate ? { escalations: [{ to: 'lead', about: 'outer', at }] as const } : {}),
      },
    };
  };
  const isOwn = (ticket: Ticket, { workNo, day }: NonNullable<Made<typeof narrowed>['of']>) => {
    const isOpener = openerOf(ticket) === workNo;
    if (day === null) return isOpener;
    if (!isOpen(ticket)) return ticket.callbackOwed;
    const isLate = day.isLead && ticket.work?.escalations !== undefined;
    const isAsked = waitingApplication(ticket, day.isLead ? 'lead' : 'agent') !== null;
    return isOpener || deskStates.includes(ticket.state) || isLate || isAsked;
  };
  const fits = (ticket: Ticket, query: Made<typeof narrowed>): boolean =>
    query.text
      .split(' ')
      .every((word) => `${ticket.content} ${ticket.district ?? ''}`.includes(word)) &&
    (query.states.length === 0 || query.states.includes(ticket.state)) &&
    (query.of === null || isOwn(ticket, query.of)) &&
    (query.dueBefore === null ||
      (isOpen(ticket) && (outerDueAt(ticket) ?? Infinity) < query.dueBefore)) &&
    (query.district === null || ticket.district === query.district) &&
    (query.categoryCode === null || ticket.categoryCode === query.categoryCode) &&
    (query.kind === null || ticket.kind === query.kind) &&
    (query.flag === null || ticket.flags.includes(query.flag));

  // A failing run prints its seed.
  it('holds what a look at each single ticket finds, what breaks first first, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 20 }), narrowed, (values, query) => {
        const db = openMemory();
        const store = createTicketQueries(db, words);
        const tickets = values.map(build);
        store.applyHubTickets(tickets);
        const found = store.listTickets({ ...asked, ...query });
        db.close();
        const expected = tickets.filter((ticket) => fits(ticket, query));
        expect(found.total).toBe(expected.length);
        expect(new Set(found.tickets.map(({ ticketNo }) => ticketNo))).toEqual(
          new Set(expected.map(({ ticketNo }) => ticketNo)),
        );
        expect(found.tickets).toEqual(found.tickets.toSorted(compareUrgency));
      }),
      { numRuns: 60 },
    );
  });

  it('comes in pages that hold each ticket once, by every column and both ways', () => {
    const db = openMemory();
    const store = createTicketQueries(db, words);
    const tickets = fc.sample(made, 23).map(build);
    store.applyHubTickets(tickets);
    for (const by of ticketOrders)
      for (const descending of [false, true]) {
        const pages = [0, 10, 20].flatMap(
          (offset) =>
            store.listTickets({ ...asked, sort: { by, descending }, limit: 10, offset }).tickets,
        );
        expect(new Set(pages.map(({ ticketId }) => ticketId)).size).toBe(23);
      }
    const opened = store.listTickets({ ...asked, sort: { by: 'opened', descending: true } });
    const times = opened.tickets.map(({ openedAt }) => openedAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    db.close();
  });

  it('is true of rows that a program of before has written since, and of a body that cannot be read', () => {
    const db = openMemory();
    const ticket = build({ ...fc.sample(made, 1)[0]!, state: 'screening', due: 1 }, 1);
    const write = db.prepare(
      `INSERT INTO tickets (ticket_id, ticket_no, state, is_open, number_key, opened_at, updated_at, revision, body)
       VALUES (?, ?, 'screening', 1, NULL, 1, 1, 1, ?)`,
    );
    write.run('1', 'SW-1', JSON.stringify(ticket));
    write.run('2', 'SW-2', '{');
    const store = createTicketListQueries(db, words);
    expect(store.listTickets({ ...asked, dueBefore: at + 2 }).total).toBe(1);
    expect(store.listTickets(asked).tickets).toHaveLength(1);
    db.close();
  });
});
