import type { Kysely } from 'kysely';

/**
 * People of departments, and which tickets are whose. `newer_role`: a role that the first schema's constraint does not know;
 * such a row looks shut out to an older hub (`users-repository.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['newer_role', 'department_id'])
    await db.schema.alterTable('users').addColumn(column, 'text').execute();
  await db.schema
    .createTable('department_tickets')
    .addColumn('department_id', 'text', (c) => c.notNull())
    .addColumn('ticket_id', 'text', (c) => c.notNull())
    .addColumn('tab', 'text', (c) => c.notNull())
    .addColumn('sort_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('department_tickets_key', ['ticket_id', 'department_id'])
    .execute();
  await db.schema
    .createIndex('department_tickets_in_order')
    .on('department_tickets')
    .columns(['department_id', 'tab', 'sort_at', 'ticket_id'])
    .execute();
}
