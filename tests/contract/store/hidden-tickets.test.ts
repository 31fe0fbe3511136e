import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChineseWords } from '../../../src/shared/node/search/chinese-words.ts';
import { prepareHidden } from '../../../src/main/storage/hidden-tickets.ts';
import { migrate, readMigrations } from '../../../src/main/storage/migrate.ts';
import { createTicketQueries } from '../../../src/main/storage/ticket-queries.ts';
import type { Reader } from '../../../src/shared/domain/tickets/ticket-audience.ts';
import { anyAgent, mayReadTicket } from '../../../src/shared/domain/tickets/ticket-audience.ts';
import {
  type Ticket,
  ticketKinds,
  ticketStates,
} from '../../../src/shared/domain/tickets/ticket.ts';
import { assignIt, takeCourse } from '../../support/course-ticket.ts';
import { sourcePlaces } from '../../support/host/desk-host.ts';
import { aTicket } from '../../support/hub-values.ts';

const noWords = { forIndex: () => '', ofQuery: () => [] } as unknown as ChineseWords;
const readers: readonly Reader[] = [
  { workNo: '1001', role: 'agent' },
  { workNo: '1002', role: 'agent' },
  { workNo: '2001', role: 'lead' },
  { workNo: '2002', role: 'lead' },
  { workNo: '9001', role: 'admin' },
  anyAgent,
];
const given = takeCourse().take('lead', assignIt);
/** Sent by another system: nobody has written in it. */
const sent = { ...aTicket(), course: aTicket().course.map((line) => ({ ...line, byWorkNo: '' })) };
const tickets = fc.record({
  from: fc.constantFrom(aTicket(), given, sent),
  kind: fc.constantFrom(null, ...ticketKinds),
  flags: fc.subarray(['urgent', 'confidential', 'mass'] as const),
  categoryCode: fc.constantFrom(null, 'supply.outage', 'conduct.attitude'),
  state: fc.constantFrom(...ticketStates),
  against: fc.constantFrom(undefined, [], ['1001'], ['2002', '1002'], ['11001']),
  content: fc.constantFrom('水压低', '"kind":"report"', '"against":["1002"]', '"confidential"'),
});

describe('what a desk hides of its own copy', () => {
  let db: Database.Database;
  let queries: ReturnType<typeof createTicketQueries>;
  beforeEach(() => {
    db = new Database(':memory:');
    migrate(db, readMigrations(sourcePlaces.migrationsDirectory));
    queries = createTicketQueries(db, noWords);
  });
  afterEach(() => db.close());

  it('is what `mayReadTicket` says: in lists, their numbers and pops', () => {
    fc.assert(
      fc.property(
        fc.array(tickets, { maxLength: 12 }),
        fc.constantFrom(...readers),
        (made, reader) => {
          db.exec('DELETE FROM tickets');
          const all = made.map(({ from, ...of }, at): Ticket => {
            const no = `SW20260612-${String(at).padStart(4, '0')}`;
            return {
              ...from,
              ...of,
              ticketId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
              ticketNo: no,
              numberKey: '+8619900000123',
            };
          });
          queries.applyHubTickets(all);
          const shown = all.filter((ticket) => mayReadTicket(reader, ticket));
          const idsOf = (some: readonly Ticket[]) =>
            some.map(({ ticketId }) => ticketId).toSorted();
          const page = { reader, states: [], limit: 200, offset: 0 };
          const listed = queries.listTickets({ ...page, text: '' });
          expect(idsOf(listed.tickets)).toEqual(idsOf(shown));
          expect(listed.total).toBe(shown.length);
          const found = queries.listTickets({ ...page, text: '19900000123' });
          expect(idsOf(found.tickets)).toEqual(idsOf(shown));
          const pop = { reader, callId: 'c', numberKey: '+8619900000123', limit: 50, lateSince: 0 };
          for (const ticket of all) {
            const { named, ofNumber, contacts } = queries.findForPop({
              ...pop,
              ticketNo: ticket.ticketNo,
            });
            expect(named?.ticketId ?? null).toBe(shown.includes(ticket) ? ticket.ticketId : null);
            expect(idsOf(ofNumber)).toEqual(idsOf(shown));
            expect(contacts.length > 0).toBe(shown.length > 0);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is looked for among few rows, by an index', () => {
    prepareHidden(db);
    for (const index of ['tickets_restricted', 'tickets_complaints']) {
      const made = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(index);
      const where = String(made).split(' WHERE ')[1] ?? '';
      const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT row_id FROM tickets WHERE ${where}`).all();
      expect(JSON.stringify(plan)).toContain(index);
    }
  });
});
