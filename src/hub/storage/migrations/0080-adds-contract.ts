import type { Kysely } from 'kysely';

/** Which contract number a desk last said; `null` = not since this step. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('desks').addColumn('contract', 'integer').execute();
}
