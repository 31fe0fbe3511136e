import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/app-error.ts';

/** One numbered step of the schema. `version` is the number its file name begins with. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** Reads `0010_init.sql`, `0020_….sql` … of a folder, in order. */
export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      sql: readFileSync(join(directory, name), 'utf8'),
    }));
}

/**
 * Brings a database to the newest version. Each file and its version number are one transaction, so that a power cut
 * leaves either the old version or the new one. Throws `storage.newerVersion` for a database of a later program.
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) {
    throw new AppError('storage.newerVersion', {
      detail: `database ${version}, program ${newest}`,
    });
  }
  for (const migration of migrations.filter((candidate) => candidate.version > version)) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    })();
  }
}
