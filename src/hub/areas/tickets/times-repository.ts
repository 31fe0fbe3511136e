import type { HubDatabase } from '../../storage/hub-store.ts';
import type { TicketTables } from './tickets-repository.ts';

/** When the hub owes a ticket something (`hubDueOf`), and which tickets nobody has looked at for that. */
export interface TimesRepository {
  /** `dueAt` of the ticket in this revision; `null` = nothing. */
  put(
    ticketId: string,
    time: { readonly revision: number; readonly dueAt: number | null },
  ): Promise<void>;
  /** What is due at `now`, the longest waiting first. */
  due(now: number, limit: number): Promise<readonly string[]>;
  /**
   * Of the next `limit` tickets behind `after` (in the order of their ids; `''` = from the first): those whose present revision was not
   * looked at, or is not in the index by which tickets are found. `last` = where to go on, `null` = there are no more.
   */
  unseen(
    after: string,
    limit: number,
  ): Promise<{ readonly ticketIds: readonly string[]; readonly last: string | null }>;
}

type TimesTables = TicketTables & {
  ticket_times: { ticket_id: string; revision: number; due_at: number | null };
  ticket_index: { ticket_id: string; revision: number };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly times: TimesRepository;
  }
}

export function createTimesRepository(hub: HubDatabase): TimesRepository {
  const db = hub.withTables<TimesTables>();
  return {
    async put(ticketId, { revision, dueAt }) {
      const values = { revision, due_at: dueAt };
      await db
        .insertInto('ticket_times')
        .values({ ticket_id: ticketId, ...values })
        .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet(values))
        .execute();
    },
    async due(now, limit) {
      const rows = await db
        .selectFrom('ticket_times')
        .select('ticket_id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    async unseen(after, limit) {
      const rows = await db
        .selectFrom('tickets')
        .leftJoin('ticket_times', 'ticket_times.ticket_id', 'tickets.ticket_id')
        .leftJoin('ticket_index', 'ticket_index.ticket_id', 'tickets.ticket_id')
        .select([
          'tickets.ticket_id as id',
          'tickets.revision as is',
          'ticket_times.revision as seen',
          'ticket_index.revision as found',
        ])
        .where('tickets.ticket_id', '>', after)
        .orderBy('tickets.ticket_id')
        .limit(limit)
        .execute();
      const ticketIds = rows
        .filter((row) => row.seen !== row.is || row.found !== row.is)
        .map((row) => row.id);
      return { ticketIds, last: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
    },
  };
}
