import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leftOut, mutationAreas } from '../../../../tools/mutation/areas.ts';

const root = join(import.meta.dirname, '../../../..');

/** As Stryker takes a pattern: by the whole path from the root, and without a stroke by the name of any folder or file in it. */
const isLeftOut = (path: string, pattern: string) =>
  `/${path}/`.startsWith(`${pattern}/`) || path.split('/').includes(pattern);

it.each([...mutationAreas])('of %s every file and every test reaches the tool', (_name, area) => {
  for (const globs of [area.mutate, area.tests.filter((glob) => !glob.startsWith('!'))]) {
    const files = globs.flatMap((glob) => globSync(glob, { cwd: root }));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => leftOut.some((pattern) => isLeftOut(file, pattern)))).toEqual([]);
  }
});
