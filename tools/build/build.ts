import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildElectron } from './build-electron.ts';
import { sourceHash } from './source-hash.ts';
import { build as viteBuild } from 'vite';

const root = join(import.meta.dirname, '..', '..');

const results = [
  'renderer/desk/index.html',
  'renderer/phone/index.html',
  'renderer/department/index.html',
  'renderer/officer/index.html',
  'electron/main.js',
];

/**
 * Builds the pages into `dist/renderer` and the Electron entries into `dist/electron`; does nothing when `dist`
 * is there and was built from the sources as they are. Pages and host carry the same build id, so that a page left open
 * over an update is told so (`ipc.wrongBuild`). Throws when a build fails.
 */
export async function build(announce: (line: string) => void): Promise<void> {
  const hash = sourceHash(root);
  if (isBuilt(join(root, 'dist'), hash)) return;
  announce('building the pages …');
  const buildId = hash.slice(0, 16);
  process.env['VITE_BUILD_ID'] = buildId;
  await viteBuild({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(join(root, 'dist', 'renderer', 'build-id.txt'), `${buildId}\n`);
  await buildElectron(root);
  writeFileSync(join(root, 'dist', '.built-from'), hash);
}

/** Does `dist` hold the results of exactly these sources? */
export function isBuilt(dist: string, hash: string): boolean {
  const stamp = join(dist, '.built-from');
  const buildId = join(dist, 'renderer', 'build-id.txt');
  return (
    [stamp, buildId, ...results.map((path) => join(dist, path))].every((path) =>
      existsSync(path),
    ) &&
    readFileSync(stamp, 'utf8') === hash &&
    readFileSync(buildId, 'utf8').trim() === hash.slice(0, 16)
  );
}
