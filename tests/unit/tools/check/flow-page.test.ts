import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { flowPage } from '../../../../tools/check/flow-page.ts';

it('docs/flow.md is what the table says: `npm run flow:page` writes it', () => {
  expect(readFileSync(new URL('../../../../docs/flow.md', import.meta.url), 'utf8')).toBe(
    flowPage(),
  );
});
