import type { Kysely } from 'kysely';

/** Whose password was made by the hub and read by an administrator: it is changed at the next sign-in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('must_change', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
