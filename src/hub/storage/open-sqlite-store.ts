import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { AppError } from '../../shared/app-error.ts';
import type { HubStore } from './hub-store.ts';
import { migrate } from './migrate.ts';
import { createRepositories } from './repositories.ts';
import type { HubSchema } from './schema.ts';

/**
 * Opens (or creates) the hub's SQLite database: WAL, `synchronous=FULL`, one connection, so that an answered command
 * survives a power cut. Throws `storage.damaged` (the file stays as it is) or `storage.newerVersion`.
 */
export async function openSqliteStore(path: string): Promise<HubStore> {
  const db = new Kysely<HubSchema>({
    dialect: new SqliteDialect({ database: openDatabase(path) }),
  });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw translated(error);
  }
  return {
    ...createRepositories(db),
    transaction: (work) => db.transaction().execute((trx) => work(createRepositories(trx))),
    close: () => db.destroy(),
  };
}

function openDatabase(path: string): Database.Database {
  try {
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
    return database;
  } catch (error) {
    throw translated(error);
  }
}

function translated(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const damaged =
    code === 'SQLITE_NOTADB' || (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT'));
  return damaged ? new AppError('storage.damaged', { cause: error }) : error;
}
