import type { Kysely } from 'kysely';

/** When who wanted to listen found a recording's file other than it was received; `null` = not, or it was put right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('recordings').addColumn('found_damaged_at', 'bigint').execute();
}
