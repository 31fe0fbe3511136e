import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError } from '../../shared/app-error.ts';
import type { HubDatabase, Migrations } from './hub-store.ts';

/**
 * A step with such a name only adds tables, indexes and columns that may stay empty: a program that does not know it goes on
 * with the database, so that a hub can be rolled back (ADR 0180).
 */
const onlyAdds = /^\d{4}-adds-/;

/**
 * Brings the database to this program's schema, in one transaction. Throws `storage.newerVersion` when a newer program
 * has done more than add to it; nothing is changed then.
 */
export async function migrate(db: HubDatabase, migrations: Migrations): Promise<void> {
  const done = await refuseNewer(db, migrations);
  const newer = done.filter((name) => !Object.hasOwn(migrations, name));
  // Kysely wants to know every step that was done; these are done and never run here.
  const steps = Object.fromEntries(newer.map((name) => [name, { up: async () => {} }]));
  const provider = { getMigrations: async () => ({ ...migrations, ...steps }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

/**
 * For programs that work beside a running hub: changes nothing. Throws `storage.newerVersion`, `storage.olderVersion`, or
 * `storage.damaged` for a database that is no hub's.
 */
export async function checkSchema(db: HubDatabase, migrations: Migrations): Promise<void> {
  const done = await refuseNewer(db, migrations);
  if (done.length === 0) throw new AppError('storage.damaged', { detail: 'no hub' });
  const missing = Object.keys(migrations).find((name) => !done.includes(name));
  if (missing !== undefined) throw new AppError('storage.olderVersion', { detail: missing });
}

/** Names of the steps that were done, none for a new database. */
async function refuseNewer(db: HubDatabase, migrations: Migrations): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const done = rows.map(({ name }) => name);
  const unknown = done.find((name) => !Object.hasOwn(migrations, name) && !onlyAdds.test(name));
  if (unknown !== undefined) throw new AppError('storage.newerVersion', { detail: unknown });
  return done;
}
