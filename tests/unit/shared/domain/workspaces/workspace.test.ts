import { owesResult } from '../../../../../src/shared/domain/workspaces/workspace.ts';
import { expect, test } from 'vitest';

const over = { result: null, answeredAt: 1, endedAt: 2 } as const;

test.each([
  ['a talked call without a result', over, true],
  ['one that still goes on', { ...over, endedAt: null }, false],
  ['one that nobody answered', { ...over, answeredAt: null }, false],
  ['one whose result is given', { ...over, result: 'silent' }, false],
  ['one of a release before there were results', { ...over, result: undefined }, false],
  ['a consultation', { ...over, servesCallId: 'citizen' }, false],
] as const)('%s owes it: %s', (_, call, owes) => {
  expect(owesResult(call)).toBe(owes);
});
