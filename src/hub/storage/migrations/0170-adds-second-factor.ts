import { type Kysely, sql } from 'kysely';

/**
 * The second factor of a sign-in, with its recovery codes; a row for each ticket by which the
 * officer's page finds it; and which messages of the city's ledger somebody has looked after.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('second_factors')
    .addColumn('user_id', 'text', (column) => column.primaryKey())
    .addColumn('secret', 'text')
    .addColumn('last_step', 'bigint', (column) => column.notNull())
    .addColumn('pending', 'text')
    .addColumn('pending_at', 'bigint')
    .execute();
  await db.schema
    .createTable('recovery_codes')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('recovery_codes_key', ['user_id', 'hash'])
    .execute();
  await db.schema.alterTable('city_exchanges').addColumn('settled_at', 'bigint').execute();
  await createTicketIndex(db);
}

async function createTicketIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket_index')
    .addColumn('row', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'text', (column) => column.notNull().unique())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('ticket_no', 'text', (column) => column.notNull())
    .addColumn('city_no', 'text')
    .addColumn('number_key', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('department_id', 'text')
    .addColumn('is_open', 'integer', (column) => column.notNull())
    .addColumn('is_supervised', 'integer', (column) => column.notNull())
    .addColumn('decides', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  for (const [name, columns] of [
    ['ticket_index_order', ['decides', 'is_open', 'due_at']],
    ['ticket_index_open', ['is_open', 'due_at']],
    ['ticket_index_state', ['state', 'due_at']],
    ['ticket_index_department', ['department_id', 'is_open', 'due_at']],
    ['ticket_index_no', ['ticket_no']],
    ['ticket_index_city_no', ['city_no']],
    ['ticket_index_number', ['number_key']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('ticket_index')
      .columns([...columns])
      .execute();
  // Pairs of characters, by the `row` of the index: Chinese has no blanks between words. What stands in it is in the tickets.
  await sql`create virtual table ticket_words using fts5(words, content='', contentless_delete=1)`.execute(
    db,
  );
}
