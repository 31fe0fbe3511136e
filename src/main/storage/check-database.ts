import { constants, setPriority } from 'node:os';
import type { Database } from 'better-sqlite3';
import { DamageFound, isDamage } from './damage.ts';

/** What this desk alone has: all else can be fetched from the hub again. Small, so that a start can look at all of it. */
const ownTables = [
  'meta',
  'drafts',
  'outbox',
  'recordings',
  'recording_segments',
  'missed_put_away',
];

/** Reads every page of the desk's own tables. Throws `DamageFound`, or what SQLite throws for bytes that it did not write. */
export function checkOwnTables(db: Database): void {
  const names = tablesOf(db);
  for (const name of ownTables.filter((own) => names.includes(own))) checkTable(db, name);
}

/**
 * Reads the whole database, table by table, with its indexes: some seconds for a million tickets. Other connections read and write
 * meanwhile. `null` = `isStopped` said so before a table. Throws what is no damage.
 */
export function isSound(db: Database, isStopped: () => boolean): boolean | null {
  try {
    for (const name of tablesOf(db)) {
      if (isStopped()) return null;
      checkTable(db, name);
    }
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** Lets every other thread go first, sound above all. Only Linux gives a thread a priority of its own. */
export function stepBack(): void {
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);
}

function tablesOf(db: Database): string[] {
  return db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .all()
    .map(({ name }) => name);
}

function checkTable(db: Database, name: string): void {
  const verdict = db.pragma(`quick_check("${name}")`, { simple: true });
  if (verdict !== 'ok') throw new DamageFound();
}
