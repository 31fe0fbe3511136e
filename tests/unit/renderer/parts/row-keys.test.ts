import { expect, it } from 'vitest';
import { placeFor } from '../../../../src/renderer/parts/row-keys.ts';

it('leads from row to row and never beyond the ends', () => {
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => placeFor(key, 1, 3))).toEqual([
    2, 0, 0, 2,
  ]);
  expect([placeFor('ArrowDown', 2, 3), placeFor('ArrowUp', 0, 3)]).toEqual([2, 0]);
  expect(placeFor('Enter', 1, 3)).toBeNull();
});
