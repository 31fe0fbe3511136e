import type { Kysely } from 'kysely';

/**
 * When the hub itself has something to do to a ticket. A row for each ticket that was looked at, in the revision in which it was: what a
 * program of before has written since is known by that, and looked at again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket_times')
    .addColumn('ticket_id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .execute();
  await db.schema.createIndex('ticket_times_due').on('ticket_times').column('due_at').execute();
}
