import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A check has found what SQLite itself would not have noticed. */
export class DamageFound extends Error {}

/** Foreign codes that mean "these bytes are not the database that was written". */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamageFound) return true;
  const code = sqliteCode(error);
  return (
    code === 'SQLITE_NOTADB' ||
    code.startsWith('SQLITE_CORRUPT') ||
    code.startsWith('SQLITE_IOERR_SHORT_READ')
  );
}

/** The `code` of a SqliteError, or an empty string for anything else. */
export function sqliteCode(error: unknown): string {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : '';
}

const markOf = (file: string) => `${file}.damage-found`;

/** Remembers that damage was found in a database that is in use: the next start puts it aside. */
export function markDamaged(file: string): void {
  writeFileSync(markOf(file), '', { mode: 0o600 });
}

export const isMarkedDamaged = (file: string): boolean =>
  existsSync(file) && existsSync(markOf(file));

/** A mark is of one database: the next one of this name begins without it. */
export function forgetMark(file: string): void {
  rmSync(markOf(file), { force: true });
}

/** Renames a database and all that lies beside it, with `now` in the name; gives the new name. Nothing is deleted but the mark. */
export function keepAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const kept = `${file}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm', '.keycheck']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  forgetMark(file);
  return kept;
}
