import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The text of a file, `null` when there is none. */
export function readTextIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Replaces a file in one step, readable by its owner only, and has it on the disk when it returns: after a power cut it has the
 * old content or the new.
 */
export function writeFileDurably(file: string, content: string | Uint8Array): void {
  const draft = `${file}.new`;
  withHandle(draft, 'w', (handle) => {
    writeFileSync(handle, content);
    fsyncSync(handle);
  });
  renameSync(draft, file);
  // Windows opens no folder.
  if (process.platform !== 'win32') withHandle(dirname(file), 'r', fsyncSync);
}

function withHandle(path: string, flags: 'r' | 'w', work: (handle: number) => void): void {
  const handle = openSync(path, flags, 0o600);
  try {
    work(handle);
  } finally {
    closeSync(handle);
  }
}
