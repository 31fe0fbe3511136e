import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { freezeRelease } from './release/freeze-release.ts';

/**
 * `npm run release:freeze [-- NAME]`: what this release is and writes, into `tests/fixtures/released/NAME` (by default the commit).
 * To be run once a release has been given out, and never again for it: later releases are tested against it as it was.
 */
const root = join(import.meta.dirname, '..');
const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], {
  cwd: root,
  encoding: 'utf8',
});
const name = process.argv[2] ?? commit.trim();
await freezeRelease(root, join(root, 'tests', 'fixtures', 'released', name), (line) =>
  console.log(`[freeze] ${line}`),
);
