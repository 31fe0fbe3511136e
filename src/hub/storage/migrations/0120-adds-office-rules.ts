import { type Kysely, sql } from 'kysely';

/** Rules that the office gives itself, the feed with a place for them, and which tickets have a provisional deadline. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('office_rules')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('by_work_no', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('office_rules_key', ['kind', 'version'])
    .execute();
  await db.schema
    .createIndex('tickets_provisional')
    .on('tickets')
    .column('ticket_id')
    .where(sql<boolean>`body like '%"provisional":true%'`)
    .execute();
  await widenFeed(db);
}

/**
 * `changes` as it was, but with any word in `entity`: its check named the two of then, and a table of SQLite keeps its checks. For a
 * program that does not know this step nothing else is different, and it passes over rows of a kind that it does not know.
 */
async function widenFeed(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('changes_of_any')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('entity_id', 'text', (column) => column.notNull())
    .addUniqueConstraint('changes_entity', ['entity', 'entity_id'])
    .execute();
  // The newest number stands in the feed always (`append`), so the new table goes on behind it.
  await sql`insert into changes_of_any (seq, entity, entity_id) select seq, entity, entity_id from changes`.execute(
    db,
  );
  await db.schema.dropTable('changes').execute();
  await db.schema.alterTable('changes_of_any').renameTo('changes').execute();
}
