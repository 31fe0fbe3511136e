import { describe, expect, it } from 'vitest';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import { beginCall } from '../../../../src/telephony/core/call-machine.ts';
import { whyNotAllowed } from '../../../../src/telephony/core/command-rules.ts';

const base = beginCall(
  {
    kind: 'dialling',
    callId: 'a',
    at: 1,
    rawNumber: '19900000123',
    ticketNo: null,
    purpose: 'plain',
    servesCallId: null,
  },
  normaliseNumber('19900000123'),
).view;
const aCall = (
  callId: string,
  state: CallView['state'],
  heldBy: CallView['heldBy'] = 'nobody',
): CallView => ({
  ...base,
  callId,
  state,
  heldBy,
  answeredAt: state === 'connected' || state === 'held' ? 2 : null,
});

describe('command rules', () => {
  it('lets a ringing call be answered and declined, and nothing else', () => {
    const calls = [aCall('a', 'alerting')];
    expect(whyNotAllowed(calls, { kind: 'answer', callId: 'a' })).toBeNull();
    expect(whyNotAllowed(calls, { kind: 'decline', callId: 'a' })).toBeNull();
    expect(whyNotAllowed(calls, { kind: 'hold', callId: 'a' })).toBe('phone.notAllowedNow');
    expect(whyNotAllowed(calls, { kind: 'mute', callId: 'a', muted: true })).toBe(
      'phone.notAllowedNow',
    );
  });

  it('lets a second call be answered, dialled or retrieved: the phone holds the running one first', () => {
    const talking = [aCall('a', 'connected'), aCall('b', 'alerting'), aCall('c', 'held', 'agent')];
    const dial = { kind: 'dial', callId: 'd', number: '10000000001', ticketNo: null } as const;
    expect(whyNotAllowed(talking, { kind: 'answer', callId: 'b' })).toBeNull();
    expect(whyNotAllowed(talking, { kind: 'retrieve', callId: 'c' })).toBeNull();
    expect(whyNotAllowed(talking, dial)).toBeNull();
  });

  it('does not take the hold of the far side for that of the agent', () => {
    const calls = [aCall('a', 'held', 'citizen')];
    expect(whyNotAllowed(calls, { kind: 'retrieve', callId: 'a' })).toBe('phone.notAllowedNow');
    expect(whyNotAllowed(calls, { kind: 'hold', callId: 'a' })).toBeNull();
  });

  it('knows no call that has ended', () => {
    expect(whyNotAllowed([aCall('a', 'ended')], { kind: 'hangUp', callId: 'a' })).toBe(
      'phone.noSuchCall',
    );
    expect(whyNotAllowed([], { kind: 'answer', callId: 'a' })).toBe('phone.noSuchCall');
  });
});
