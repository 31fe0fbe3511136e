import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lock, missingBuilds, withBuilds } from './check/lock-file.ts';

/**
 * `node tools/complete-lock.ts` after adding a package: puts the builds for other systems into `package-lock.json`
 * that the registry at hand does not carry, so that `npm ci` works here and on the office's Windows machines.
 */
const path = join(import.meta.dirname, '..', 'package-lock.json');
// The file is npm's own; only `packages` is used.
const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
const missing = missingBuilds(lock);
writeFileSync(path, `${JSON.stringify(withBuilds(lock, missing), null, 2)}\n`);
console.log(`${missing.length} builds for other systems added`);
