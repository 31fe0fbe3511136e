import { sql } from 'kysely';
import { hubTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { ticketSchema } from '../../../shared/contract/tickets/schemas.ts';
import {
  type DepartmentTab,
  departmentOrder,
  departmentTabOf,
} from '../../../shared/domain/tickets/department-view.ts';
import { departmentsOf } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { Kysely } from 'kysely';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { putInIndex } from './ticket-index-repository.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';
import { complainsAbout, restrictedTickets } from '../../storage/restricted-tickets.ts';

/** A page of one tab of a department. */
export interface DepartmentPage {
  readonly departmentId: string;
  /** Work number of who asks: what complains about her or him is not told. */
  readonly workNo: string;
  readonly tab: DepartmentTab;
  readonly limit: number;
  readonly offset: number;
}

/** Tickets. `put` is for `keepTicket` and for what a new hub is filled with: whatever else changes a ticket tells desks and city. */
export interface TicketsRepository {
  get(ticketId: string): Promise<Ticket | null>;
  /** Those of them that this program can read. */
  list(ticketIds: readonly string[]): Promise<readonly Ticket[]>;
  /** Those behind this id that this program can read, by their ids; `lastId` = where to go on, `null` = these are the last. */
  after(
    ticketId: string,
    limit: number,
  ): Promise<{ readonly tickets: readonly Ticket[]; readonly lastId: string | null }>;
  put(ticket: Ticket): Promise<void>;
  /** What the department leads or assists with, by `departmentOrder`. */
  idsOfDepartment(page: DepartmentPage): Promise<readonly string[]>;
  countsOfDepartment(
    of: Pick<DepartmentPage, 'departmentId' | 'workNo'>,
  ): Promise<Readonly<Record<DepartmentTab, number>>>;
  /**
   * Among those that not everybody may read, the next by id after `after`: at most `limit`, those of them that this program can read.
   * `next` = where the following page begins, `null` = there is none.
   */
  restricted(
    after: string,
    limit: number,
  ): Promise<{ readonly tickets: readonly Ticket[]; readonly next: string | null }>;
  /** Ids of all, open or closed, whose deadline is provisional. */
  provisional(): Promise<readonly string[]>;
  /** Does any ticket bear this number? */
  isNumberTaken(ticketNo: string): Promise<boolean>;
  /** The ticket with this number that this program can read. */
  numbered(ticketNo: string): Promise<Ticket | null>;
  /** The next number of the hub's own of a day (`yyyymmdd`): `SW20260612-0147`. */
  nextNumber(day: string): Promise<string>;
}

export type TicketTables = {
  tickets: { ticket_id: string; ticket_no: string; revision: number; body: string };
  /** A row for each department that leads or assists, kept by `put`. */
  department_tickets: { department_id: string; ticket_id: string; tab: string; sort_at: number };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly tickets: TicketsRepository;
  }
}

export function createTicketsRepository(hub: HubDatabase): TicketsRepository {
  const db = hub.withTables<TicketTables>();
  return {
    async get(ticketId) {
      const row = await db
        .selectFrom('tickets')
        .select('body')
        .where('ticket_id', '=', ticketId)
        .executeTakeFirst();
      return row ? parseBody(ticketSchema, row.body) : null;
    },
    async list(ticketIds) {
      if (ticketIds.length === 0) return [];
      const rows = await db
        .selectFrom('tickets')
        .select('body')
        .where('ticket_id', 'in', ticketIds)
        .execute();
      return parseBodies(
        ticketSchema,
        rows.map(({ body }) => body),
      );
    },
    async after(ticketId, limit) {
      const rows = await db
        .selectFrom('tickets')
        .select(['ticket_id', 'body'])
        .where('ticket_id', '>', ticketId)
        .orderBy('ticket_id')
        .limit(limit)
        .execute();
      const bodies = rows.map(({ body }) => body);
      const lastId = rows.length < limit ? null : (rows.at(-1)?.ticket_id ?? null);
      return { tickets: parseBodies(ticketSchema, bodies), lastId };
    },
    async isNumberTaken(ticketNo) {
      const row = await db
        .selectFrom('tickets')
        .select('ticket_id')
        .where('ticket_no', '=', ticketNo)
        .executeTakeFirst();
      return row !== undefined;
    },
    async numbered(ticketNo) {
      const row = await db
        .selectFrom('tickets')
        .select('body')
        .where('ticket_no', '=', ticketNo)
        .executeTakeFirst();
      return row ? parseBody(ticketSchema, row.body) : null;
    },
    async provisional() {
      const rows = await db
        .selectFrom('tickets')
        .select('ticket_id')
        // In the words of the index `tickets_provisional`.
        .where(sql<boolean>`body like '%"provisional":true%'`)
        .orderBy('ticket_id')
        .execute();
      return rows.map(({ ticket_id }) => ticket_id);
    },
    async nextNumber(day) {
      const row = await db
        .selectFrom('tickets')
        .select('ticket_no')
        // By the index of numbers, which `like` would not use: the numbers of this one day.
        .where('ticket_no', '>', `SW${day}-`)
        .where('ticket_no', '<', `SW${day}.`)
        // Four digits and more; a desk's own numbers have a second dash.
        .where('ticket_no', 'like', `SW${day}-____%`)
        .where('ticket_no', 'not like', `SW${day}-%-%`)
        .orderBy((of) => of.fn('length', ['ticket_no']), 'desc')
        .orderBy('ticket_no', 'desc')
        .executeTakeFirst();
      const last = Number(row?.ticket_no.slice(`SW${day}-`.length) ?? 0);
      return hubTicketNo(day, (Number.isSafeInteger(last) ? last : 0) + 1);
    },
    async put(ticket) {
      const values = {
        ticket_no: ticket.ticketNo,
        revision: ticket.revision,
        body: JSON.stringify(ticket),
      };
      await db
        .insertInto('tickets')
        .values({ ticket_id: ticket.ticketId, ...values })
        .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet(values))
        .execute();
      await putOfDepartments(db, ticket);
      await putInIndex(hub, ticket);
    },
    async restricted(after, limit) {
      const rows = await db
        .selectFrom('tickets')
        .select(['ticket_id', 'body'])
        .where('ticket_id', '>', after)
        .where(restrictedTickets)
        .orderBy('ticket_id')
        .limit(limit)
        .execute();
      const tickets = parseBodies(
        ticketSchema,
        rows.map(({ body }) => body),
      );
      return { tickets, next: rows.length < limit ? null : (rows.at(-1)?.ticket_id ?? null) };
    },
    async idsOfDepartment({ departmentId, workNo, tab, limit, offset }) {
      const rows = await db
        .selectFrom('department_tickets')
        .select('ticket_id')
        .where('department_id', '=', departmentId)
        .where('tab', '=', tab)
        .where('ticket_id', 'not in', about(db, workNo))
        .orderBy('sort_at')
        .orderBy('ticket_id')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    async countsOfDepartment({ departmentId, workNo }) {
      const rows = await db
        .selectFrom('department_tickets')
        .select(['tab', (of) => of.fn.countAll<number | string>().as('count')])
        .where('department_id', '=', departmentId)
        .where('ticket_id', 'not in', about(db, workNo))
        .groupBy('tab')
        .execute();
      const of = (tab: DepartmentTab) => Number(rows.find((row) => row.tab === tab)?.count ?? 0);
      return {
        toSign: of('toSign'),
        inHandling: of('inHandling'),
        withDesk: of('withDesk'),
        done: of('done'),
      };
    },
  };
}

/** Ids of the tickets that complain about this person. */
function about(db: Kysely<TicketTables>, workNo: string) {
  return db
    .selectFrom('tickets')
    .select('tickets.ticket_id')
    .where(restrictedTickets)
    .where(complainsAbout(workNo));
}

async function putOfDepartments(db: Kysely<TicketTables>, ticket: Ticket): Promise<void> {
  const { ticketId } = ticket;
  await db.deleteFrom('department_tickets').where('ticket_id', '=', ticketId).execute();
  const place = { tab: departmentTabOf(ticket), sort_at: departmentOrder(ticket) };
  const rows = departmentsOf(ticket).map((id) => ({
    department_id: id,
    ticket_id: ticketId,
    ...place,
  }));
  if (rows.length > 0) await db.insertInto('department_tickets').values(rows).execute();
}
