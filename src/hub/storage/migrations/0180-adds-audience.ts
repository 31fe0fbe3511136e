import type { Kysely } from 'kysely';
import { restrictedTickets } from '../restricted-tickets.ts';

/** Which tickets not everybody may read. An index over what stands in them: true also of rows that a hub of before writes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('tickets_restricted')
    .on('tickets')
    .column('ticket_id')
    .where(restrictedTickets)
    .execute();
}
