import type { Kysely } from 'kysely';

/** Files of tickets: whose, how far they have come, and their wrapped keys. What they are to a ticket stands in the ticket. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attachments')
    .addColumn('attachment_id', 'text', (column) => column.primaryKey())
    .addColumn('ticket_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .addColumn('byte_length', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('received', 'integer', (column) => column.notNull())
    .addColumn('file_id', 'text', (column) => column.notNull())
    .addColumn('wrapped_key', 'text', (column) => column.notNull())
    .addColumn('wrap_key_id', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text')
    .addColumn('attached_at', 'integer')
    .execute();
  await db.schema
    .createIndex('attachments_of_user')
    .on('attachments')
    .columns(['user_id', 'created_at'])
    .execute();
}
