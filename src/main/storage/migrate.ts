import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/app-error.ts';
import { hiddenTicketsIndex } from './hidden-tickets.ts';
import { ticketListIndex } from './ticket-list-index.ts';

const madeIndexes = `${ticketListIndex}${hiddenTicketsIndex}`;

/** One numbered step of the schema. `version` is the number its file name begins with. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
  /** It adds tables, indexes and columns that may stay empty, nothing else: a program of before goes on with the database. */
  readonly onlyAdds: boolean;
}

/** Reads `0010_init.sql`, `0020_….sql` … of a folder, in order. `0060_adds_….sql` says that it only adds. */
export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      sql: readFileSync(join(directory, name), 'utf8'),
      onlyAdds: /^\d{4}_adds_/.test(name),
    }));
}

/**
 * Brings a database to the newest version. Each file and its version number are one transaction, so that a power cut
 * leaves either the old version or the new one. What a later program only added to is opened as it is (ADR 0180); for anything
 * else of a later program it throws `storage.newerVersion`.
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) {
    const needed = neededVersion(db);
    if (needed > 0 && needed <= newest) {
      db.exec(madeIndexes);
      return;
    }
    throw new AppError('storage.newerVersion', {
      detail: `database ${version}, program ${newest}`,
    });
  }
  for (const migration of migrations.filter((candidate) => candidate.version > version)) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
      keepNeededVersion(db, migrations, migration.version);
    })();
  }
  if (newest > 0) db.transaction(() => db.exec(madeIndexes))();
}

/**
 * The step that a program must know to open the database, kept in the header where SQLite has a place for a number of the
 * application's own. 0 in databases of before there were steps that only add.
 */
function neededVersion(db: Database): number {
  return Number(db.pragma('application_id', { simple: true }));
}

function keepNeededVersion(db: Database, migrations: readonly Migration[], version: number): void {
  const needed = migrations.findLast((step) => !step.onlyAdds && step.version <= version);
  db.pragma(`application_id = ${needed?.version ?? 0}`);
}
