import type { Kysely } from 'kysely';

/** What came of the files of a message, as JSON, and whether one of them needs somebody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('city_exchanges').addColumn('files', 'text').execute();
  await db.schema
    .alterTable('city_exchanges')
    .addColumn('files_wrong', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
