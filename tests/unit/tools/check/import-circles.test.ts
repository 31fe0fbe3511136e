import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCircles } from '../../../../tools/check/import-circles.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

describe('circles of imports', () => {
  it('finds the planted one, which is of types alone, and not who stands beside it', () => {
    expect(importCircles(join(root, 'tests', 'fixtures', 'circles'))).toEqual([
      'feature/draft.ts ↔ feature/parts.ts ↔ feature/store.ts',
    ]);
  });

  it('finds none in src', () => {
    expect(importCircles(root)).toEqual([]);
  });
});
