import { join } from 'node:path';
import { expect, it } from 'vitest';
import { glossaryViolations } from '../../../../tools/check/glossary.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

it('finds the planted name that the code does not have', () => {
  expect(glossaryViolations(join(root, 'tests', 'fixtures', 'papers'))).toEqual([
    'docs/glossary.md: renamedLastMonth is nowhere in src',
  ]);
});

it('holds here', () => {
  expect(glossaryViolations(root).join('\n')).toBe('');
});
