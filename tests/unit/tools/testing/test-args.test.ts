import { expect, it } from 'vitest';
import { parseTestArgs } from '../../../../tools/testing/test-args.ts';

it('runs everything without arguments', () => {
  expect(parseTestArgs([])).toEqual({
    parts: ['check', 'unit', 'contract', 'integration', 'faults', 'e2e', 'lab'],
    paths: [],
  });
});

it('keeps the fixed order of the asked parts', () => {
  expect(parseTestArgs(['--only', 'lab,unit', 'phone']).parts).toEqual(['unit', 'lab']);
});

it('leaves the check out when paths are given', () => {
  expect(parseTestArgs(['phone'])).toMatchObject({
    paths: ['phone'],
    parts: expect.not.arrayContaining(['check']),
  });
});

it('refuses a part that does not exist', () => {
  expect(() => parseTestArgs(['--only', 'units'])).toThrow('没有 units 这一部分');
});
