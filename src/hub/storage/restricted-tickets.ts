import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Rows of `tickets` among which all are that not everybody may read, and maybe others: who may is asked of each one
 * (`mayReadTicket`). In the words of the index `tickets_restricted`, which SQLite wants to see again.
 */
export const restrictedTickets = sql<SqlBool>`(body like '%"kind":"report"%' or body like '%"confidential"%' or body like '%"categoryCode":"conduct.%' or body like '%"against":["%')`;

/** Rows of `tickets` that complain about the person with this work number. */
export function complainsAbout(workNo: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from json_each(tickets.body, '$.against') where json_each.value = ${workNo})`;
}
