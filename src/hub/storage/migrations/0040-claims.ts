import { type Kysely, sql } from 'kysely';

/**
 * Which desk has named which call or recording, in the order of the first time; what was seen in a segment when it came;
 * recordings that are kept apart because their id was taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claims')
    .addColumn('claim_id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('entity', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('is_firm', 'integer', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text')
    .addUniqueConstraint('claims_key', ['entity', 'id', 'desk_id'])
    .execute();
  await db.schema.alterTable('recordings').addColumn('claimed_id', 'text').execute();
  await db.schema
    .createIndex('recordings_claimed')
    .on('recordings')
    .columns(['claimed_id', 'desk_id'])
    .execute();
  await db.schema.alterTable('segments').addColumn('first_seq', 'integer').execute();
  await db.schema.alterTable('segments').addColumn('next_seq', 'integer').execute();
  await db.schema.alterTable('segments').addColumn('flaws', 'text').execute();
  await sql`insert into claims (entity, id, desk_id, is_firm, first_at)
    select 'call', call_id, desk_id, 1, started_at from calls`.execute(db);
  await sql`insert into claims (entity, id, desk_id, is_firm, first_at)
    select 'recording', recording_id, desk_id, 1, 0 from recordings`.execute(db);
}
