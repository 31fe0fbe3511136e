import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { AppError } from '../../shared/app-error.ts';
import type { HubDatabase, HubStore, Migrations, StoredAreas } from './hub-store.ts';
import { preparedOnce } from './prepared-once.ts';
import { checkSchema, migrate } from './migrate.ts';

/**
 * Opens (or creates) the hub's SQLite database: WAL, `synchronous=FULL`, one connection, so that an answered command
 * survives a power cut. Throws `storage.damaged` (the file stays as it is) or `storage.newerVersion`.
 */
export function openSqliteStore(path: string, areas: StoredAreas): Promise<HubStore> {
  return open(path, areas, { isNewAllowed: true, prepare: migrate });
}

/**
 * Opens the database of a hub that may be running: makes none, changes no schema. Throws `storage.damaged`,
 * `storage.newerVersion`, `storage.olderVersion`, or the system's error.
 */
export function openExistingSqliteStore(path: string, areas: StoredAreas): Promise<HubStore> {
  return open(path, areas, { isNewAllowed: false, prepare: checkSchema });
}

interface Opening {
  readonly isNewAllowed: boolean;
  readonly prepare: (db: HubDatabase, migrations: Migrations) => Promise<void>;
}

async function open(
  path: string,
  { migrations, repositories }: StoredAreas,
  { isNewAllowed, prepare }: Opening,
): Promise<HubStore> {
  const db = new Kysely<unknown>({
    dialect: new SqliteDialect({ database: preparedOnce(openDatabase(path, isNewAllowed)) }),
  });
  try {
    await prepare(db, migrations);
  } catch (error) {
    await db.destroy();
    throw translated(error);
  }
  return {
    ...repositories(db),
    transaction: (work) => db.transaction().execute((trx) => work(repositories(trx))),
    close: () => db.destroy(),
  };
}

function openDatabase(path: string, isNewAllowed: boolean): Database.Database {
  try {
    const database = new Database(path, { fileMustExist: !isNewAllowed });
    // Kept in the file; what is no hub's stays as it is.
    if (isNewAllowed) database.pragma('journal_mode = WAL');
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
