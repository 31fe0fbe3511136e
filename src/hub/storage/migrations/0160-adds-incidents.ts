import { type Kysely, sql } from 'kysely';

/** Incidents of a place, and which tickets name one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('incidents')
    .addColumn('incident_id', 'text', (column) => column.primaryKey())
    .addColumn('storm_id', 'text')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('incidents_storm').on('incidents').column('storm_id').execute();
  await db.schema
    .createIndex('tickets_joined')
    .on('tickets')
    .column('ticket_id')
    .where(sql<boolean>`body like '%"incident":{%'`)
    .execute();
}
