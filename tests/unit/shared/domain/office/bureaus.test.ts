import { expect, it } from 'vitest';
import { bureauOf } from '../../../../../src/shared/domain/office/bureaus.ts';
import { districts } from '../../../../../src/shared/domain/office/places.ts';

it('of each district is named by it, and no two are one', () => {
  const named = districts.map((district) => [district, bureauOf(district)] as const);
  for (const [district, bureau] of named) expect(bureau.startsWith(district)).toBe(true);
  expect(new Set(named.map(([, bureau]) => bureau)).size).toBe(districts.length);
});
