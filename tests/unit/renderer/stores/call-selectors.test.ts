import { describe, expect, test } from 'vitest';
import type { DeskState } from '../../../../src/shared/domain/desk-state.ts';
import {
  currentCall,
  dialableDigits,
  pillOf,
  qualityWord,
  recordingFault,
  recordingFaultWord,
  seatReason,
  waitingCall,
} from '../../../../src/renderer/stores/call-selectors.ts';
import { aCall, aDeskState, aTalk, idOf } from '../../../support/desk/desk-samples.ts';

const now = 1_000_000_000;

function provenDesk(patch: Partial<DeskState> = {}): DeskState {
  const desk = aDeskState();
  const registration = {
    kind: 'registered',
    sinceAt: now - 500_000,
    provenAt: now - 10_000,
    expiresAt: now + 300_000,
  } as const;
  return { ...desk, phone: { ...desk.phone, registration }, ...patch };
}

describe('the seat', () => {
  test('can take a call only while everything was proven within the last minute', () => {
    expect(seatReason(provenDesk(), now)).toBeNull();
    expect(seatReason(provenDesk(), now + 50_001)).toEqual({ kind: 'notProven' });
  });

  test.each([
    ['no phone page', { phoneConnected: false }, { kind: 'code', code: 'phone.notConnected' }],
    [
      'a full disk',
      { disk: { freeBytes: 0, enough: false, checkedAt: 0 } },
      { kind: 'code', code: 'recording.diskFull' },
    ],
    ['a disk that nobody has looked at', { disk: null }, { kind: 'diskUnknown' }],
    [
      'a recorder that fails',
      {
        problems: [
          { problemId: 'a', code: 'recording.writeFailed', since: 0, callId: null, detail: '' },
        ],
      },
      { kind: 'code', code: 'recording.writeFailed' },
    ],
  ] as const)('cannot take a call with %s', (_, patch, reason) => {
    expect(seatReason(provenDesk(patch), now)).toEqual(reason);
  });

  test('names the reason of a failed registration and of a missing microphone', () => {
    const { phone } = provenDesk();
    const stopped = { kind: 'stopped', code: 'sip.badCredentials' } as const;
    const deaf = { kind: 'failed', code: 'media.microphoneAbsent' } as const;
    expect(seatReason(provenDesk({ phone: { ...phone, registration: stopped } }), now)).toEqual({
      kind: 'code',
      code: 'sip.badCredentials',
    });
    expect(seatReason(provenDesk({ phone: { ...phone, microphone: deaf } }), now)).toEqual({
      kind: 'code',
      code: 'media.microphoneAbsent',
    });
  });
});

describe('the state pill', () => {
  test('is green only while the seat is proven, and grey or red otherwise', () => {
    expect(pillOf(provenDesk(), null, now)).toEqual({ kind: 'ready', since: now - 500_000 });
    expect(pillOf(provenDesk(), null, now + 60_000).kind).toBe('resting');
    expect(pillOf(provenDesk({ phoneConnected: false }), null, now).kind).toBe('fault');
  });

  test('tells a call before after-call work, and after-call work before ready', () => {
    const { phone } = provenDesk();
    const talking = provenDesk({ phone: { ...phone, calls: [aTalk({ answeredAt: 7 })] } });
    expect(pillOf(talking, 5, now)).toEqual({ kind: 'connected', since: 7 });
    expect(pillOf(provenDesk(), 5, now)).toEqual({ kind: 'wrapUp', since: 5 });
  });
});

describe('with several calls', () => {
  const talk = aTalk();
  const second = aCall({ callId: idOf('call', 2) });

  test('the bar is about the one with sound and the other one waits', () => {
    expect(currentCall([second, talk])).toBe(talk);
    expect(waitingCall([second, talk])).toBe(second);
    expect(waitingCall([second])).toBeNull();
  });

  test('an ended call is no call', () => {
    expect(currentCall([aTalk({ state: 'ended' })])).toBeNull();
  });
});

test('a recording fault is found in the call or in a problem of that call, never of another', () => {
  const problem = (callId: string) =>
    ({ problemId: 'a', code: 'recording.silent', since: 0, callId, detail: '' }) as const;
  expect(recordingFault(aTalk(), [problem(idOf('call', 1))])).toBe('recording.silent');
  expect(recordingFault(aTalk(), [problem(idOf('call', 2))])).toBeNull();
  expect(
    recordingFault(aTalk({ recording: { kind: 'failed', code: 'recording.stopped' } }), []),
  ).toBe('recording.stopped');
});

test('numbers as people read them become digits, and words do not', () => {
  expect(dialableDigits('199 0000 0123')).toBe('19900000123');
  expect(dialableDigits('027-0000 0456')).toBe('02700000456');
  expect(dialableDigits('匿名')).toBeNull();
});

test('a score becomes a word', () => {
  expect([4.3, 3.8, 3.3, 2].map(qualityWord)).toEqual(['excellent', 'good', 'fair', 'poor']);
});

test('a silent recording is not called broken off', () => {
  expect(recordingFaultWord('recording.silent')).toBe('recordingSilent');
  expect(recordingFaultWord('recording.diskFull')).toBe('recordingFailed');
});
