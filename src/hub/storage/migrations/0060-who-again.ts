import type { Kysely } from 'kysely';

/**
 * What a refresh token was exchanged for (sealed), whose an upload is, when a call record came whose times cannot be, and
 * a way to find equal rows of the audit.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sessions').addColumn('successor', 'text').execute();
  await db.schema.alterTable('uploads').addColumn('user_id', 'text').execute();
  await db.schema.alterTable('calls').addColumn('doubted_at', 'bigint').execute();
  await db.schema
    .createIndex('audit_of_person')
    .on('audit')
    .columns(['user_id', 'action', 'at'])
    .execute();
}
