import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whatever this process writes from now on is its account's own, in whatever shell it was started. */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}

/**
 * Takes from everybody else what an earlier start left readable: the files right in `folder` whose names fit, and the
 * folder itself; below its subfolders all that `deep` names. Links are left alone. Says nothing of files that are gone.
 */
export function tightenFiles(folder: string, fits: RegExp, deep: readonly string[] = []): void {
  tighten(folder, 0o700);
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isFile() && fits.test(entry.name)) tighten(path, 0o600);
    if (entry.isDirectory() && deep.includes(entry.name)) tightenAll(path);
  }
}

function tightenAll(folder: string): void {
  tighten(folder, 0o700);
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) tightenAll(path);
    else if (entry.isFile()) tighten(path, 0o600);
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function tighten(path: string, mode: number): void {
  try {
    if ((lstatSync(path).mode & 0o077) !== 0) chmodSync(path, mode);
  } catch {
    // Gone meanwhile, or another account's: the start itself will say so where it matters.
  }
}
