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

  it('says for each command in which state of the call it may be given', () => {
    const states = {
      dialling: aCall('a', 'dialling'),
      alerting: aCall('a', 'alerting'),
      connected: aCall('a', 'connected'),
      heldByAgent: aCall('a', 'held', 'agent'),
      heldByBoth: aCall('a', 'held', 'both'),
      transferring: { ...aCall('a', 'connected'), transferring: true },
    };
    const answered = ['connected', 'heldByAgent', 'heldByBoth', 'transferring'];
    const rules = [
      [{ kind: 'answer', callId: 'a' }, ['alerting']],
      [{ kind: 'decline', callId: 'a' }, ['alerting']],
      [{ kind: 'silence', callId: 'a' }, ['alerting']],
      [{ kind: 'hangUp', callId: 'a' }, Object.keys(states)],
      [{ kind: 'mute', callId: 'a', muted: true }, answered],
      [{ kind: 'sendDtmf', callId: 'a', digits: '1' }, answered],
      [{ kind: 'hold', callId: 'a' }, ['connected', 'transferring']],
      [{ kind: 'retrieve', callId: 'a' }, ['heldByAgent', 'heldByBoth']],
      [
        { kind: 'transfer', callId: 'a', number: '1002' },
        ['connected', 'heldByAgent', 'heldByBoth'],
      ],
      [{ kind: 'toSurvey', callId: 'a' }, ['connected', 'heldByAgent', 'heldByBoth']],
    ] as const;
    for (const [command, allowed] of rules) {
      const may = Object.entries(states).filter(
        ([, call]) => whyNotAllowed([call], command) === null,
      );
      expect([command.kind, may.map(([name]) => name)]).toEqual([command.kind, allowed]);
    }
  });

  it('joins a consultation that somebody has answered, and gives one up that still rings or is gone', () => {
    const talking = aCall('a', 'held', 'agent');
    const pair = { callId: 'a', consultCallId: 'b' } as const;
    const why = (kind: 'completeTransfer' | 'conference' | 'cancelConsult', ...calls: CallView[]) =>
      whyNotAllowed(calls, { kind, ...pair });
    for (const kind of ['completeTransfer', 'conference'] as const) {
      expect(why(kind, talking, aCall('b', 'connected'))).toBeNull();
      expect(why(kind, talking, aCall('b', 'dialling'))).toBe('phone.notAllowedNow');
      expect(why(kind, talking)).toBe('phone.noSuchCall');
      expect(why(kind, talking, aCall('b', 'ended'))).toBe('phone.noSuchCall');
    }
    expect(why('cancelConsult', talking, aCall('b', 'dialling'))).toBeNull();
    expect(why('cancelConsult', talking)).toBeNull();
    expect(why('cancelConsult', aCall('b', 'connected'))).toBe('phone.noSuchCall');
    for (const kind of ['completeTransfer', 'cancelConsult'] as const) {
      expect(why(kind, aCall('a', 'alerting'), aCall('b', 'connected'))).toBe(
        'phone.notAllowedNow',
      );
      expect(why(kind, { ...talking, transferring: true }, aCall('b', 'connected'))).toBe(
        'phone.notAllowedNow',
      );
    }
    expect(whyNotAllowed([talking], { kind: 'conference', callId: 'a', consultCallId: 'a' })).toBe(
      'phone.noSuchCall',
    );
  });

  it('asks no call for what is not about one', () => {
    expect(whyNotAllowed([], { kind: 'proveSeat' })).toBeNull();
  });
});
