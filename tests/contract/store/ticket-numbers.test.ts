import { randomUUID } from 'node:crypto';
import BetterSqlite, { type Database } from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumbersFill } from '../../../src/main/storage/fill-ticket-numbers.ts';
import { migrate, readMigrations } from '../../../src/main/storage/migrate.ts';
import {
  type TicketQuery,
  createTicketListQueries,
} from '../../../src/main/storage/ticket-list-queries.ts';
import { keptOrder } from '../../../src/main/storage/ticket-list-index.ts';
import { createTicketQueries } from '../../../src/main/storage/ticket-queries.ts';
import { openStates } from '../../../src/shared/domain/tickets/ticket-lists.ts';
import { createChineseWords } from '../../../src/shared/node/search/chinese-words.ts';
import { readNumberSearch } from '../../../src/shared/numbers/phone-number.ts';
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

describe('a search for a part of a number', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom('0', '1', '9'), minLength: length, maxLength: length });
  const row = fc.record({
    ticketNo: digits(6).map((end) => `SW20260612-1001-${end}`),
    numberKey: fc.option(digits(8).map((end) => `+86199${end}`)),
    isOpen: fc.boolean(),
  });
  const change = fc.record({ at: fc.nat(), to: fc.option(row) });
  const text = fc.oneof(
    digits(4),
    digits(5),
    digits(7).map((end) => `1001-${end}`),
    digits(8).map((end) => `199${end}`),
    fc.constantFrom('1001', '20260612', '0612-1001', '+86 199', 'SW20260612'),
  );

  /** A database of before the index, with these rows and many others. */
  const before = (rows: readonly Made<typeof row>[]): Database => {
    const db = new BetterSqlite(':memory:');
    migrate(
      db,
      readMigrations(sourcePlaces.migrationsDirectory).filter(({ version }) => version < 100),
    );
    const write = db.prepare(
      `INSERT INTO tickets (ticket_id, ticket_no, state, is_open, number_key, opened_at, updated_at, revision, body)
       VALUES (?, ?, ?, ?, ?, 1, 1, 1, ?)`,
    );
    const others = Array.from({ length: 1200 }, (_, n) => ({
      ticketNo: `SW-${n + 2000}`,
      numberKey: `+8620000${n}2222`,
      isOpen: false,
    }));
    for (const { ticketNo, numberKey, isOpen: open } of [...rows, ...others])
      write.run(
        randomUUID(),
        ticketNo,
        open ? 'screening' : 'closed',
        open ? 1 : 0,
        numberKey,
        '{}',
      );
    return db;
  };
  const makeChanges = (db: Database, changes: readonly Made<typeof change>[], count: number) => {
    for (const { at, to } of changes) {
      const rowId = (at % count) + 1;
      if (to === null) db.prepare('DELETE FROM tickets WHERE row_id = ?').run(rowId);
      else
        db.prepare(
          'UPDATE tickets SET ticket_no = ?, number_key = ?, state = ?, is_open = ? WHERE row_id = ?',
        ).run(
          to.ticketNo,
          to.numberKey,
          to.isOpen ? 'screening' : 'closed',
          to.isOpen ? 1 : 0,
          rowId,
        );
    }
  };
  const held = (db: Database, asked_: string): number[] => {
    const { national, digits: plain } = readNumberSearch(asked_) ?? { national: '?', digits: '?' };
    return db
      .prepare<[], { rowId: number; ticketNo: string; numberKey: string | null }>(
        'SELECT row_id AS rowId, ticket_no AS ticketNo, number_key AS numberKey FROM tickets',
      )
      .all()
      .filter(
        ({ ticketNo, numberKey }) =>
          [national, plain].some((part) => numberKey?.includes(part)) ||
          ticketNo.replaceAll('-', '').includes(plain),
      )
      .map(({ rowId }) => rowId);
  };

  it('finds what a look at each single ticket finds: before, while and after the index is filled, whatever is changed meanwhile', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.array(change, { maxLength: 6 }),
        fc.nat(3),
        text,
        (rows, changes, slices, wanted) => {
          const db = before(rows);
          migrate(db, readMigrations(sourcePlaces.migrationsDirectory));
          const { listTickets } = createTicketListQueries(db, words);
          const total = () => listTickets({ ...asked, text: wanted }).total;
          const fill = createNumbersFill(db);
          for (let slice = 0; slice < slices; slice += 1) fill();
          makeChanges(db, changes, rows.length);
          expect(total()).toBe(held(db, wanted).length);
          while (fill());
          expect(total()).toBe(held(db, wanted).length);
          makeChanges(db, changes.toReversed(), rows.length);
          expect(total()).toBe(held(db, wanted).length);
          expect(listTickets({ ...asked, states: openStates }).total).toBe(
            db.prepare<[], { n: number }>('SELECT count(*) AS n FROM tickets WHERE is_open').get()
              ?.n,
          );
          db.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('looks up in the index, and does not read every ticket', () => {
    const db = openMemory();
    createTicketQueries(db, words).applyHubTickets([aTicket(randomUUID(), 'SW20260612-0001')]);
    const { listTickets } = createTicketListQueries(db, words);
    expect(listTickets({ ...asked, text: '0612-0001' }).total).toBe(1);
    db.exec('DELETE FROM ticket_numbers');
    expect(listTickets({ ...asked, text: '0612-0001' }).total).toBe(0);
    db.close();
  });

  it('reads the first page where it stands: no order is made, and nothing is counted', () => {
    const plan = openMemory()
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT row_id FROM tickets INDEXED BY tickets_in_order WHERE is_open = 0 ORDER BY ${keptOrder} LIMIT 50`,
      )
      .all()
      .map(({ detail }) => detail)
      .join('\n');
    expect(plan).toContain('USING COVERING INDEX tickets_in_order');
    expect(plan).not.toContain('B-TREE');
  });
});
