import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const others = [
  'package-lock.json',
  'vite.config.ts',
  'tools/build/build-electron.ts',
  'tools/build/sip-grammar-once.ts',
];

/** SHA-256 over names and contents of everything that a build reads. */
export function sourceHash(root: string): string {
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
  const hash = createHash('sha256');
  for (const path of [...others, ...sources]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}
