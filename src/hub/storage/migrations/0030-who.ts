import { type Kysely, sql } from 'kysely';

/** Who asks: keys of desks, disabled users, refresh tokens used once, failed sign-ins by source, and a wider audit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('desk_keys')
    .addColumn('desk_id', 'text', (c) => c.primaryKey())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('enrolled_at', 'bigint', (c) => c.notNull())
    .addColumn('enrolled_by', 'text', (c) => c.references('users.user_id'))
    .addColumn('disabled_at', 'bigint')
    .execute();
  await db.schema.alterTable('users').addColumn('disabled_at', 'bigint').execute();
  await db.schema.alterTable('desks').addColumn('last_address', 'text').execute();
  await alterSessions(db);
  await db.schema.dropTable('sign_in_failures').execute();
  await db.schema
    .createTable('sign_in_failures')
    .addColumn('work_no', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('locked_until', 'bigint')
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('sign_in_failures_key', ['work_no', 'source'])
    .execute();
  for (const [column, type] of [
    ['address', 'text'],
    ['desk_proven', 'integer'],
    ['tried', 'text'],
    ['count', 'integer'],
  ] as const) {
    await db.schema.alterTable('audit').addColumn(column, type).execute();
  }
}

async function alterSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('desk_proven', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('sessions')
    .addColumn('started_at', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update sessions set started_at = refreshed_at`.execute(db);
  await db.schema
    .createTable('spent_tokens')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('session_id', 'text', (c) =>
      c.notNull().references('sessions.session_id').onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createIndex('spent_tokens_of_session')
    .on('spent_tokens')
    .column('session_id')
    .execute();
}
