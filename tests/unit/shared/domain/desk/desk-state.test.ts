import { expect, test } from 'vitest';
import { type MissedCall, byUrgency } from '../../../../../src/shared/domain/desk/desk-state.ts';
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
});
