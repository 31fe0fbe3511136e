import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutationAreas } from '../../../../tools/mutation/areas.ts';
import { chooseChunks } from '../../../../tools/mutation/choose-chunks.ts';

const files = [
  { path: 'a.ts', lineCount: 20 },
  { path: 'b.ts', lineCount: 8 },
  { path: 'c.ts', lineCount: 800 },
];

describe('the sample of what is mutated', () => {
  it('covers every line once when everything is asked for', () => {
    expect(chooseChunks(files.slice(0, 2), { percent: 100, seed: 1 })).toEqual([
      'a.ts:1-8',
      'a.ts:9-16',
      'a.ts:17-20',
      'b.ts:1-8',
    ]);
  });

  it('takes the share that is asked for, the same for the same seed, another for another', () => {
    const one = chooseChunks(files, { percent: 25, seed: 7 });
    expect(one).toHaveLength(26);
    expect(new Set(one).size).toBe(26);
    expect(chooseChunks(files, { percent: 25, seed: 7 })).toEqual(one);
    expect(chooseChunks(files, { percent: 25, seed: 8 })).not.toEqual(one);
  });

  it('finds code and tests in each area', () => {
    const root = join(import.meta.dirname, '../../../..');
    expect(mutationAreas.size).toBeGreaterThan(0);
    for (const { mutate, tests } of mutationAreas.values())
      for (const pattern of [...mutate, ...tests]) {
        const name = pattern.startsWith('!') ? pattern.slice(1) : pattern;
        expect(globSync(name, { cwd: root }), name).not.toEqual([]);
      }
  });
});
