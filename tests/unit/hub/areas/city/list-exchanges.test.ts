import { describe, expect, it } from 'vitest';
import { withoutNumbers } from '../../../../../src/hub/areas/city/list-exchanges.ts';

describe('a text of the city for who may not see numbers', () => {
  it.each([
    ['电话 19900001234。', '电话 199****1234。'],
    ['199 0000 1234', '199****1234'],
    ['027-80001234', '027****1234'],
    ['2026-06-12 16:00:00', '2026-06-12 16:00:00'],
    ['2026-06-12', '2026-06-12'],
    ['8 号 302 室', '8 号 302 室'],
  ])('%s is %s', (text, covered) => {
    expect(withoutNumbers(text)).toBe(covered);
  });
});
