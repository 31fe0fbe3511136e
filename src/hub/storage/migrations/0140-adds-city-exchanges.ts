import type { Kysely } from 'kysely';

/** What came from the city platform and what goes there, a row for each message. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('city_exchanges')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('exchange_id', 'text', (column) => column.notNull().unique())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('city_no', 'text')
    .addColumn('ticket_id', 'text')
    .addColumn('place', 'text')
    .addColumn('raw', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('next_try_at', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('detail', 'text')
    .addColumn('said_at', 'bigint')
    .addColumn('seen_revision', 'integer')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('city_exchanges_message', ['direction', 'message_id'])
    .execute();
  await db.schema
    .createIndex('city_exchanges_state')
    .on('city_exchanges')
    .columns(['state', 'direction', 'next_try_at'])
    .execute();
  await db.schema
    .createIndex('city_exchanges_city_no')
    .on('city_exchanges')
    .column('city_no')
    .execute();
  await db.schema
    .createIndex('city_exchanges_ticket')
    .on('city_exchanges')
    .column('ticket_id')
    .execute();
}
