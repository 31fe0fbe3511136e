import { type Generated, type Kysely, sql } from 'kysely';
import { outerDueAt } from '../../../shared/domain/tickets/merged-tickets.ts';
import { officerDecision } from '../../../shared/domain/tickets/officer-view.ts';
import { isConfidential } from '../../../shared/domain/tickets/ticket-audience.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import type { OfficerScope } from '../../../shared/domain/tickets/officer-view.ts';
import { wordPairs } from '../../../shared/domain/tickets/word-pairs.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { complainsAbout, restrictedTickets } from '../../storage/restricted-tickets.ts';

/** Which tickets; `null` = any. */
export interface TicketIndexFilter {
  readonly scope: OfficerScope;
  readonly state: string | null;
  readonly source: string | null;
  readonly departmentId: string | null;
  /** How a number of ours or of the city begins. */
  readonly numberFrom: string | null;
  readonly numberKey: string | null;
  /** Of `wordsSought`. */
  readonly words: string | null;
  /** Work number of who asks: what complains about her or him is neither found nor counted. */
  readonly notAgainst: string;
}

/** Now, and the end of the day in Shanghai, epoch ms. */
export interface TicketIndexTimes {
  readonly now: number;
  readonly dayEnd: number;
}

/** A row for each ticket, by which tickets are found; `tickets.put` keeps it. */
export interface TicketIndexRepository {
  find(
    filter: TicketIndexFilter,
    page: TicketIndexTimes & { readonly limit: number; readonly offset: number },
  ): Promise<readonly string[]>;
  count(filter: TicketIndexFilter, times: TicketIndexTimes): Promise<number>;
  /** Of the ticket with this number; `null` = none has it. */
  idOf(ticketNo: string): Promise<string | null>;
  /** Open tickets that this department leads or helps with, and all that wait to be given to some department. */
  openNear(departmentId: string): Promise<readonly string[]>;
  put(ticket: Ticket): Promise<void>;
}

type IndexTables = {
  ticket_index: {
    row: Generated<number>;
    ticket_id: string;
    revision: number;
    ticket_no: string;
    city_no: string | null;
    number_key: string | null;
    state: string;
    source: string;
    department_id: string | null;
    is_open: number;
    is_supervised: number;
    decides: number;
    due_at: number;
    updated_at: number;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly ticketIndex: TicketIndexRepository;
  }
}

/** Behind all that have one. */
const noDeadline = Number.MAX_SAFE_INTEGER;

export function createTicketIndexRepository(hub: HubDatabase): TicketIndexRepository {
  const db = hub.withTables<IndexTables>();
  return {
    async find(filter, { limit, offset, ...times }) {
      const rows = await matching(db, filter, times)
        .select('ticket_id')
        .orderBy('decides', 'desc')
        .orderBy('is_open', 'desc')
        .orderBy('due_at')
        .orderBy('row', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    async count(filter, times) {
      const { found } = await matching(db, filter, times)
        .select((of) => of.fn.countAll<number | string>().as('found'))
        .executeTakeFirstOrThrow();
      return Number(found);
    },
    async idOf(ticketNo) {
      const row = await db
        .selectFrom('ticket_index')
        .select('ticket_id')
        .where('ticket_no', '=', ticketNo)
        .executeTakeFirst();
      return row?.ticket_id ?? null;
    },
    async openNear(departmentId) {
      const theirs = sql<boolean>`ticket_id in (select ticket_id from department_tickets where department_id = ${departmentId})`;
      const rows = await db
        .selectFrom('ticket_index')
        .select('ticket_id')
        .where('is_open', '=', 1)
        .where((where) => where.or([theirs, where('state', '=', 'awaitingApproval')]))
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    put: (ticket) => putInIndex(hub, ticket),
  };
}

function matching(
  db: Kysely<IndexTables>,
  filter: TicketIndexFilter,
  { now, dayEnd }: TicketIndexTimes,
) {
  const { scope, state, source, departmentId, numberFrom, numberKey, words, notAgainst } = filter;
  const isOpenOnly = scope !== 'all' && scope !== 'decide';
  return db
    .selectFrom('ticket_index')
    .where(
      sql<boolean>`ticket_id not in (select ticket_id from tickets where ${restrictedTickets} and ${complainsAbout(notAgainst)})`,
    )
    .$if(isOpenOnly, (query) => query.where('is_open', '=', 1))
    .$if(scope === 'decide', (query) => query.where('decides', '=', 1))
    .$if(scope === 'supervised', (query) => query.where('is_supervised', '=', 1))
    .$if(scope === 'overdue', (query) => query.where('due_at', '<', now))
    .$if(scope === 'dueToday', (query) =>
      query.where('due_at', '>=', now).where('due_at', '<', dayEnd),
    )
    .$if(state !== null, (query) => query.where('state', '=', state ?? ''))
    .$if(source !== null, (query) => query.where('source', '=', source ?? ''))
    .$if(departmentId !== null, (query) => query.where('department_id', '=', departmentId))
    .$if(numberKey !== null, (query) => query.where('number_key', '=', numberKey))
    .$if(numberFrom !== null, (query) =>
      query.where((where) =>
        where.or(
          (['ticket_no', 'city_no'] as const).map((column) =>
            where.and([
              where(column, '>=', numberFrom ?? ''),
              where(column, '<', `${numberFrom}\u{ffff}`),
            ]),
          ),
        ),
      ),
    )
    .$if(words !== null, (query) =>
      query.where(
        sql<boolean>`row in (select rowid from ticket_words where ticket_words match ${words})`,
      ),
    );
}

/** Writes the row of a ticket, and its words; those of a confidential ticket are found by nobody. */
export async function putInIndex(hub: HubDatabase, ticket: Ticket): Promise<void> {
  const db = hub.withTables<IndexTables>();
  const values = rowOf(ticket);
  const { row } = await db
    .insertInto('ticket_index')
    .values({ ticket_id: ticket.ticketId, ...values })
    .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet(values))
    .returning('row')
    .executeTakeFirstOrThrow();
  await sql`delete from ticket_words where rowid = ${row}`.execute(db);
  const words = isConfidential(ticket) ? '' : wordPairs(textOf(ticket));
  await sql`insert into ticket_words (rowid, words) values (${row}, ${words})`.execute(db);
}

function rowOf(ticket: Ticket): Omit<IndexTables['ticket_index'], 'row' | 'ticket_id'> {
  return {
    revision: ticket.revision,
    ticket_no: ticket.ticketNo,
    city_no: ticket.work?.city?.cityNo ?? null,
    number_key: ticket.numberKey,
    state: ticket.state,
    source: ticket.source,
    department_id: ticket.work?.assignment?.leadId ?? null,
    is_open: Number(isOpen(ticket)),
    is_supervised: Number(ticket.flags.includes('supervised')),
    decides: Number(officerDecision(ticket) !== null),
    due_at: outerDueAt(ticket) ?? noDeadline,
    updated_at: ticket.updatedAt,
  };
}

function textOf({ content, address, answer, district, work }: Ticket): string {
  const replies = (work?.results ?? []).map(({ publicReply }) => publicReply);
  return [content, address, answer, district ?? '', ...replies].join(' ');
}
