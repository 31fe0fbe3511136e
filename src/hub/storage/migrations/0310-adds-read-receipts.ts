import type { Kysely } from 'kysely';

/** Who has confirmed that an entry was read, in which version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knowledge_read')
    .addColumn('entry_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('work_no', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('knowledge_read_key', ['entry_id', 'version', 'work_no'])
    .execute();
}
