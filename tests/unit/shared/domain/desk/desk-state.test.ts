import { expect, test } from 'vitest';
import {
  type MissedCall,
  byUrgency,
  isDismissible,
  refusedCommandOf,
} from '../../../../../src/shared/domain/desk/desk-state.ts';
import { callerNumber } from '../../../../support/desk/desk-samples.ts';

const now = 100 * 60_000;
const missed = (minutesAgo: number): MissedCall => ({
  callId: String(minutesAgo),
  number: callerNumber,
  lineName: '',
  ticketNo: null,
  missedAt: now - minutesAgo * 60_000,
  times: 1,
  calling: false,
});

test('the promise that ends next stands first, broken ones behind it with the newest first', () => {
  const order = byUrgency([90, 31, 30, 29, 12, 1].map(missed), now);
  expect(order.map(({ callId }) => callId)).toEqual(['29', '12', '1', '30', '31', '90']);
  const turned = byUrgency([1, 12, 29, 30, 31, 90].map(missed), now);
  expect(turned).toEqual(order);
});

test('what has happened and will not be over by itself may be put away, and names its command whole', () => {
  expect(refusedCommandOf('refused:a1b2')).toBe('a1b2');
  expect(refusedCommandOf('refused:a\nb')).toBeNull();
  expect(refusedCommandOf('refused:')).toBeNull();
  expect(refusedCommandOf('x:refused:a')).toBeNull();
  expect(isDismissible({ problemId: 'refused:a' })).toBe(true);
  expect(isDismissible({ problemId: 'renumbered:SW1' })).toBe(true);
  expect(isDismissible({ problemId: 'hub:refused:a' })).toBe(false);
});
