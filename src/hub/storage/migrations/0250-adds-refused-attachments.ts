import type { Kysely } from 'kysely';

/** When a file was refused by its content: it is gone, and still counts for the day of who brought it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('attachments').addColumn('refused_at', 'integer').execute();
}
