import type { Kysely } from 'kysely';

/** What an act was about beyond an id, in words: of an export its reason, its selection, its hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit').addColumn('detail', 'text').execute();
}
