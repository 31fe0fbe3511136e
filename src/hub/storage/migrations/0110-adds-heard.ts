import type { Kysely } from 'kysely';

/** Who has heard how much of a recording. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('heard')
    .addColumn('recording_id', 'text', (column) => column.notNull())
    .addColumn('work_no', 'text', (column) => column.notNull())
    .addColumn('heard_ms', 'bigint', (column) => column.notNull())
    .addColumn('length_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('heard_key', ['recording_id', 'work_no'])
    .execute();
}
