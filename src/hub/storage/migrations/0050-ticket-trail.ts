import type { Kysely } from 'kysely';

/**
 * What each answered command was about: hash of its content, ticket, the revision that it made and when it counts as done.
 * Rows of before stay as they are, without.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of [
    ['content_hash', 'text'],
    ['ticket_id', 'text'],
    ['revision', 'integer'],
    ['counted_at', 'bigint'],
  ] as const) {
    await db.schema.alterTable('commands').addColumn(column, type).execute();
  }
  await db.schema
    .createIndex('commands_of_ticket')
    .on('commands')
    .columns(['ticket_id', 'revision'])
    .execute();
  await db.schema
    .createIndex('commands_of_desk')
    .on('commands')
    .columns(['desk_id', 'user_id', 'counted_at'])
    .execute();
}
