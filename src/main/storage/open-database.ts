import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import BetterSqlite, { type Database } from 'better-sqlite3';
import { AppError } from '../../shared/app-error.ts';
import { checkOwnTables } from './check-database.ts';
import { forgetMark, isDamage, isMarkedDamaged, keepAside, sqliteCode } from './damage.ts';
import { type Migration, migrate } from './migrate.ts';

export interface OpenedDatabase {
  readonly db: Database;
  /** Set when a damaged database was found: where it is kept. A fresh one was begun. */
  readonly damagedKeptAs: string | null;
}

/**
 * Opens the encrypted database, creating or upgrading it. `key` is 32 random bytes, used raw (no passphrase hashing). Of its content
 * only what this desk alone has is checked; the rest takes long and is checked behind (`Store.check`). A file that is damaged, or
 * was found to be when it was last open, is renamed with `now` in its name, together with its `-wal` and `-shm`, and never deleted.
 * Throws `storage.wrongKey`, `storage.newerVersion`, `storage.diskFull`.
 */
export function openDatabase(options: {
  readonly file: string;
  readonly key: Uint8Array;
  readonly migrations: readonly Migration[];
  readonly now: number;
}): OpenedDatabase {
  const { file, key, migrations, now } = options;
  if (existsSync(file) && checkKey(file, key) === 'wrong') throw new AppError('storage.wrongKey');
  if (!isMarkedDamaged(file)) {
    try {
      return { db: openSound(file, key, migrations), damagedKeptAs: null };
    } catch (error) {
      if (!isDamage(error)) throw translate(error);
    }
  }
  const damagedKeptAs = keepAside(file, now);
  try {
    return { db: openSound(file, key, migrations), damagedKeptAs };
  } catch (error) {
    throw translate(error);
  }
}

/** A further connection to a database that `openDatabase` has opened; it cannot write. */
export function openForReading(file: string, key: Uint8Array): Database {
  const db = unlock(new BetterSqlite(file), key);
  db.pragma('query_only = ON');
  return db;
}

function unlock(db: Database, key: Uint8Array): Database {
  db.pragma("cipher = 'chacha20'");
  db.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
  db.pragma('busy_timeout = 2000');
  return db;
}

function openSound(file: string, key: Uint8Array, migrations: readonly Migration[]): Database {
  if (!existsSync(file)) {
    forgetMark(file);
    writeKeyCheck(file, key);
  }
  const db = unlock(new BetterSqlite(file), key);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // What is forgotten (`forget-tickets.ts`) is to be in no free page either.
    db.pragma('secure_delete = ON');
    checkOwnTables(db);
    migrate(db, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function translate(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL') return new AppError('storage.diskFull', { cause: error });
  return isDamage(error) ? new AppError('storage.damaged', { cause: error }) : error;
}

/** Value beside the database that tells the right key from a wrong one without the key being derivable from it. */
function keyMark(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('hotline-desk-database-key').digest();
}

/** Remembers which key a new database file was made with. */
function writeKeyCheck(file: string, key: Uint8Array): void {
  writeFileSync(`${file}.keycheck`, keyMark(key).toString('hex'), { mode: 0o600 });
}

/**
 * Was the database made with this key? `unknown` when nobody wrote it down. An encrypted page says "not a database" for a
 * wrong key and for damage alike; this is what tells them apart.
 */
function checkKey(file: string, key: Uint8Array): 'right' | 'wrong' | 'unknown' {
  if (!existsSync(`${file}.keycheck`)) return 'unknown';
  const kept = Buffer.from(readFileSync(`${file}.keycheck`, 'utf8').trim(), 'hex');
  const own = keyMark(key);
  if (kept.length !== own.length) return 'unknown';
  return timingSafeEqual(kept, own) ? 'right' : 'wrong';
}
