import { expect, test } from 'vitest';
import { callLengthMs } from '../../../../../src/shared/domain/calls/call-length.ts';

test('a call lasts from its answer to its end, also while it was held', () => {
  expect(callLengthMs({ answeredAt: 3000, endedAt: 38_000 })).toBe(35_000);
});

test('one that nobody answered, or that runs, has no length', () => {
  expect(callLengthMs({ answeredAt: null, endedAt: 38_000 })).toBeNull();
  expect(callLengthMs({ answeredAt: 3000, endedAt: null })).toBeNull();
});
