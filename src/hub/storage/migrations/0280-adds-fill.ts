import { type Kysely, sql } from 'kysely';

/** By what the parts of the feed are read that an empty desk is filled with, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('changes_of_others')
    .on('changes')
    .column('seq')
    .where(sql<boolean>`entity <> 'ticket'`)
    .execute();
  await db.schema
    .createIndex('ticket_index_fill')
    .on('ticket_index')
    .columns(['is_open', 'row'])
    .execute();
}
