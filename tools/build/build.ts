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
  await viteBuild({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await buildElectron(root);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}
