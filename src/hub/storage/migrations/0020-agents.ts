import type { Kysely } from 'kysely';

/** Agent states: how each agent stands now, asks and orders on their way, and the history for reports. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('agent_seats')
    .addColumn('work_no', 'text', (c) => c.primaryKey())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('reported_at', 'bigint', (c) => c.notNull())
    .addColumn('leaving_until', 'bigint')
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  for (const table of ['agent_asks', 'agent_orders']) {
    await db.schema
      .createTable(table)
      .addColumn('work_no', 'text', (c) => c.primaryKey())
      .addColumn('body', 'text', (c) => c.notNull())
      .execute();
  }
  await db.schema
    .createTable('agent_changes')
    .addColumn('change_id', 'text', (c) => c.primaryKey())
    .addColumn('work_no', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('agent_changes_of_agent')
    .on('agent_changes')
    .columns(['work_no', 'at'])
    .execute();
}
