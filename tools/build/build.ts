import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildElectron } from './build-electron.ts';
import { sourceHash } from './source-hash.ts';
import { build as viteBuild } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/**
 * Builds the two pages into `dist/renderer` and the Electron entries into `dist/electron`; does nothing when `dist`
 * was built from the sources as they are. Throws when a build fails.
 */
export async function build(announce: (line: string) => void): Promise<void> {
  const stamp = join(root, 'dist', '.built-from');
  const hash = sourceHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  announce('building the pages …');
  await asProduction(async () => {
    await viteBuild({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
    await buildElectron(root);
  });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** A test runner sets `NODE_ENV=test`, and Vite would then bundle React's development build: five times as slow. */
async function asProduction(work: () => Promise<void>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
