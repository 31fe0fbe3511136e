import type { Kysely } from 'kysely';

/** What the search of the knowledge base answered in each night. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knowledge_judged_runs')
    .addColumn('day', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
}
