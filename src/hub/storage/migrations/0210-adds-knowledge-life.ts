import { type Kysely, sql } from 'kysely';

/** Knowledge that the office writes: proposals, versions that are still to come, and what is said against entries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knowledge_scheduled')
    .addColumn('entry_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('knowledge_scheduled_key', ['entry_id', 'version'])
    .execute();
  await db.schema
    .createTable('knowledge_proposals')
    .addColumn('proposal_id', 'text', (column) => column.primaryKey())
    .addColumn('by_work_no', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('knowledge_proposals_state')
    .on('knowledge_proposals')
    .columns(['state', 'at'])
    .execute();
  await db.schema
    .createTable('knowledge_feedback')
    .addColumn('feedback_id', 'text', (column) => column.primaryKey())
    .addColumn('entry_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('call_id', 'text')
    .addColumn('by_work_no', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .execute();
  await db.schema
    .createTable('knowledge_misses')
    .addColumn('report_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .addPrimaryKeyConstraint('knowledge_misses_key', ['report_id', 'text'])
    .execute();
  await db.schema
    .createIndex('knowledge_written')
    .on('knowledge')
    .column('entry_id')
    .where(sql<boolean>`body like '%"written":{%'`)
    .execute();
  await db.schema
    .createIndex('tickets_reworked')
    .on('tickets')
    .column('ticket_id')
    .where(sql<boolean>`body like '%"reworks":%' and body not like '%"reworks":0%'`)
    .execute();
}
