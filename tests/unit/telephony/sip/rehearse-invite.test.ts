import { expect, test } from 'vitest';
import { rehearseInvite } from '../../../../src/telephony/sip/rehearse-invite.ts';

test('the made-up INVITE goes all the way from its frame to what it says of a call', () => {
  expect(rehearseInvite()).toEqual({
    rawNumber: '19900000123',
    displayName: '',
    lineName: '',
    ticketNo: null,
    queuedMs: null,
  });
});
