import type { Kysely } from 'kysely';

/** With whom a message was exchanged: until now there was only the city platform. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('city_exchanges')
    .addColumn('system', 'text', (column) => column.notNull().defaultTo('city'))
    .execute();
  await db.schema
    .createIndex('city_exchanges_system')
    .on('city_exchanges')
    .columns(['system', 'direction', 'state'])
    .execute();
}
