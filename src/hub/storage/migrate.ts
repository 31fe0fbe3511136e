import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '../../shared/app-error.ts';
import type { HubDatabase } from './database.ts';
import { up as init } from './migrations/0010-init.ts';
import { up as agents } from './migrations/0020-agents.ts';
import { up as who } from './migrations/0030-who.ts';
import { up as claims } from './migrations/0040-claims.ts';
import { up as ticketTrail } from './migrations/0050-ticket-trail.ts';
import { up as whoAgain } from './migrations/0060-who-again.ts';
import { up as foundDamaged } from './migrations/0070-found-damaged.ts';

/** Numbered in tens, forward only, never edited once released. */
const migrations: Readonly<Record<string, Migration>> = {
  '0010-init': { up: init },
  '0020-agents': { up: agents },
  '0030-who': { up: who },
  '0040-claims': { up: claims },
  '0050-ticket-trail': { up: ticketTrail },
  '0060-who-again': { up: whoAgain },
  '0070-found-damaged': { up: foundDamaged },
};

/**
 * Brings the database to this program's schema, in one transaction. Throws `storage.newerVersion` when a newer program
 * has already written to it; nothing is changed then.
 */
export async function migrate(db: HubDatabase): Promise<void> {
  const provider = { getMigrations: async () => ({ ...migrations }) };
  await refuseNewer(db);
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

/**
 * For programs that work beside a running hub: changes nothing. Throws `storage.newerVersion`, `storage.olderVersion`, or
 * `storage.damaged` for a database that is no hub's.
 */
export async function checkSchema(db: HubDatabase): Promise<void> {
  const done = await refuseNewer(db);
  if (done.length === 0) throw new AppError('storage.damaged', { detail: 'no hub' });
  const missing = Object.keys(migrations).find((name) => !done.includes(name));
  if (missing !== undefined) throw new AppError('storage.olderVersion', { detail: missing });
}

/** Names of the steps that were done, none for a new database. */
async function refuseNewer(db: HubDatabase): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const done = rows.map(({ name }) => name);
  const unknown = done.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) throw new AppError('storage.newerVersion', { detail: unknown });
  return done;
}
