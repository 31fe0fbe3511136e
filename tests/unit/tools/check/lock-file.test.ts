import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Lock, missingBuilds, withBuilds } from '../../../../tools/check/lock-file.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

it('misses no build for another system in package-lock.json (else run `node tools/complete-lock.ts`)', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  expect(missingBuilds(lock)).toEqual([]);
});

it('adds a missing build with the system that it is for, sorted by path', () => {
  const lock: Lock = {
    packages: {
      'node_modules/tool': { optionalDependencies: { '@tool/linux-x64-musl': '1.2.3' } },
      'node_modules/z': {},
    },
  };
  const completed = withBuilds(lock, missingBuilds(lock));
  expect(Object.entries(completed.packages)[0]).toEqual([
    'node_modules/@tool/linux-x64-musl',
    { version: '1.2.3', cpu: ['x64'], libc: ['musl'], optional: true, os: ['linux'] },
  ]);
  expect(missingBuilds(completed)).toEqual([]);
});

it('refuses to guess the system of an optional package that names none', () => {
  const lock: Lock = { packages: { a: { optionalDependencies: { fsevents: '2.0.0' } } } };
  expect(() => withBuilds(lock, missingBuilds(lock))).toThrow('add it to the lock file by hand');
});
