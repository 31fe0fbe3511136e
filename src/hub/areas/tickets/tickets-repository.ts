import { sql } from 'kysely';
import { ticketSchema } from '../../../shared/contract/tickets/schemas.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';

/** Tickets. Every `put` belongs in one transaction with a row of the feed. */
export interface TicketsRepository {
  get(ticketId: string): Promise<Ticket | null>;
  /** Those of them that this program can read. */
  list(ticketIds: readonly string[]): Promise<readonly Ticket[]>;
  put(ticket: Ticket): Promise<void>;
  /** Ids of all, open or closed, whose deadline is provisional. */
  provisional(): Promise<readonly string[]>;
  /** Does any ticket bear this number? */
  isNumberTaken(ticketNo: string): Promise<boolean>;
}

export type TicketTables = {
  tickets: { ticket_id: string; ticket_no: string; revision: number; body: string };
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
    async isNumberTaken(ticketNo) {
      const row = await db
        .selectFrom('tickets')
        .select('ticket_id')
        .where('ticket_no', '=', ticketNo)
        .executeTakeFirst();
      return row !== undefined;
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
    },
  };
}
