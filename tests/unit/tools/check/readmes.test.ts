import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readmeViolations } from '../../../../tools/check/readmes.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

it('finds the planted folders without a text, and texts that name what is gone', () => {
  expect(readmeViolations(join(root, 'tests', 'fixtures', 'papers'))).toEqual([
    'src/hub/README.md: there is no gone.ts',
    'src/hub/README.md: there is no tests/unit/gone',
    'src/hub/README.md: there is no gone-too.ts',
    'src/hub/README.md: there is no seed/gone/',
    'src/hub/http: a layer without README.md',
    'src/hub/unnamed: has no README.md, and the one above does not name it',
    'README.md: there is no src/nowhere.ts',
    'tests/lab/README.md: there is no unit/gone.test.ts',
  ]);
});

it('holds here', () => {
  expect(readmeViolations(root).join('\n')).toBe('');
});
