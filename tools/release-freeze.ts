import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freezeRelease } from './release/freeze-release.ts';

/**
 * `npm run release:freeze [-- NAME]`: what this release is and writes, into `tests/fixtures/released/NAME` (by default the commit).
 * To be run in the tree of that commit, without changes, once it has been given out as a release, and never again for it: later
 * releases are tested against it as it was. Says why, and exits with 1, when it does not.
 */
const root = join(import.meta.dirname, '..');
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const name = process.argv[2] ?? git('rev-parse', '--short=7', 'HEAD');
const folder = join(root, 'tests', 'fixtures', 'released', name);
const changed = git('status', '--porcelain', '--', 'src', 'tests/support', 'package-lock.json');

const refusal =
  (!/^\w[\w-]*(?:\.[\w-]+)*$/.test(name) &&
    `a release is named by letters, digits, "-" and ".": ${name}`) ||
  (existsSync(folder) && `${folder} is there: what was released never changes`) ||
  (changed !== '' && `the tree is not what was released:\n${changed}`);
if (refusal) {
  console.error(`[freeze] ${refusal}`);
  process.exitCode = 1;
} else await freezeRelease(root, folder, (line) => console.log(`[freeze] ${line}`));
