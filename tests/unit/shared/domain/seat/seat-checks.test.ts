import { describe, expect, test } from 'vitest';
import { firstReason, seatChecks } from '../../../../../src/shared/domain/seat/seat-checks.ts';
import { defaultCallSettings } from '../../../../../src/shared/domain/phone/call-settings.ts';
import type { DeskState } from '../../../../../src/shared/domain/desk/desk-state.ts';
import type { PhoneSnapshot } from '../../../../../src/shared/domain/phone/phone-state.ts';
import { aDeskState } from '../../../../support/desk/desk-samples.ts';

const now = 1_000_000_000;
const ok = { kind: 'ok', at: now - 10_000 } as const;
const unknown = { kind: 'unknown' } as const;

function aDesk(patch: Partial<DeskState> = {}, phone: Partial<PhoneSnapshot> = {}): DeskState {
  const desk = aDeskState();
  return {
    ...desk,
    phone: {
      ...desk.phone,
      registration: {
        kind: 'registered',
        sinceAt: now - 500_000,
        provenAt: now - 10_000,
        expiresAt: now + 300_000,
      },
      proofs: { microphone: ok, ringer: ok, recorder: ok, testRing: unknown },
      ...phone,
    },
    disk: { freeBytes: 1e11, enough: true, checkedAt: now - 10_000 },
    ...patch,
  };
}
const reasonOf = (desk: DeskState, at = now) => firstReason(seatChecks(desk, at));
const proofs = (patch: Partial<PhoneSnapshot['proofs']>) =>
  aDesk({}, { proofs: { ...aDesk().phone.proofs, ...patch } });

describe('the seat', () => {
  test('is green only while all five were proven within the last minute', () => {
    expect(seatChecks(aDesk(), now).map(({ name }) => name)).toEqual([
      'registration',
      'microphone',
      'ringer',
      'recorder',
      'disk',
    ]);
    expect(reasonOf(aDesk())).toBeNull();
    expect(reasonOf(aDesk(), now + 49_000)).toBeNull();
    expect(reasonOf(aDesk(), now + 51_000)).toEqual({ kind: 'stale', name: 'registration' });
  });

  test.each(['microphone', 'ringer', 'recorder'] as const)(
    'is dark for the %s alone: not looked at, failed, or proven too long ago',
    (name) => {
      expect(reasonOf(proofs({ [name]: unknown }))).toEqual({ kind: 'open', name });
      expect(reasonOf(proofs({ [name]: { kind: 'ok', at: now - 61_000 } }))).toEqual({
        kind: 'stale',
        name,
      });
      const code = 'media.microphoneSilent';
      expect(reasonOf(proofs({ [name]: { kind: 'failed', at: now, code } }))).toEqual({
        kind: 'code',
        name,
        code,
      });
    },
  );

  test.each([
    ['no phone page', { phoneConnected: false }, 'phone.notConnected'],
    [
      'a full disk',
      { disk: { freeBytes: 0, enough: false, checkedAt: now } },
      'recording.diskFull',
    ],
    [
      'a recorder that fails in a call',
      {
        problems: [
          { problemId: 'a', code: 'recording.writeFailed', since: 0, callId: null, detail: '' },
        ],
      },
      'recording.writeFailed',
    ],
  ] as const)('cannot take a call with %s', (_, patch, code) => {
    expect(reasonOf(aDesk(patch))).toMatchObject({ kind: 'code', code });
  });

  test('is dark with a disk that nobody has looked at, or not lately', () => {
    expect(reasonOf(aDesk({ disk: null }))).toEqual({ kind: 'open', name: 'disk' });
    const old = { freeBytes: 1e11, enough: true, checkedAt: now - 61_000 };
    expect(reasonOf(aDesk({ disk: old }))).toEqual({ kind: 'stale', name: 'disk' });
  });

  test('names the reason of a failed registration and of a missing microphone', () => {
    const registration = { kind: 'stopped', code: 'sip.badCredentials' } as const;
    expect(reasonOf(aDesk({}, { registration }))).toMatchObject({ code: 'sip.badCredentials' });
    const microphone = { kind: 'failed', code: 'media.microphoneAbsent' } as const;
    expect(reasonOf(aDesk({}, { microphone }))).toMatchObject({ code: 'media.microphoneAbsent' });
  });

  test.each([
    ['the address is refused', 'config:pbx', 'config.plainRefused'],
    ['nothing is configured', 'config:pbx', 'config.incomplete'],
    ['the file cannot be read', 'config:file', 'config.unreadable'],
  ] as const)('says why no account is registered: %s', (_, problemId, code) => {
    const problems = [{ problemId, code, since: 0, callId: null, detail: '' }];
    const desk = aDesk({ problems }, { registration: { kind: 'unregistered' } });
    expect(reasonOf(desk)).toEqual({ kind: 'code', name: 'registration', code });
  });

  test('never says that it signs in to the PBX while nothing is tried', () => {
    const registration = { kind: 'unregistered' } as const;
    expect(reasonOf(aDesk({}, { registration }))).toEqual({ kind: 'idle', name: 'registration' });
    const plain = { code: 'config.plainConnection', since: 0, callId: null, detail: '' } as const;
    const problems = [{ ...plain, problemId: 'config:pbx' }];
    expect(reasonOf(aDesk({ problems }, { registration }))).toMatchObject({ kind: 'idle' });
    const user = { userId: 'u', workNo: '9001', displayName: '管理员', role: 'admin' } as const;
    expect(reasonOf(aDesk({ user }, { registration }))).toMatchObject({ code: 'phone.notForRole' });
    const connecting = { kind: 'connecting', attempt: 1 } as const;
    expect(reasonOf(aDesk({}, { registration: connecting }))).toEqual({
      kind: 'open',
      name: 'registration',
    });
  });

  test('waits for no test ring, but a failed one darkens it; one that rang stays good', () => {
    const calling = { ...defaultCallSettings, testRingNumber: '9197' };
    const desk = (testRing: PhoneSnapshot['proofs']['testRing']) =>
      aDesk({ calling }, { proofs: { ...aDesk().phone.proofs, testRing } });
    expect(seatChecks(desk(unknown), now).map(({ name }) => name)).toContain('testRing');
    expect(reasonOf(desk(unknown))).toBeNull();
    expect(reasonOf(desk({ kind: 'ok', at: now - 3_600_000 }))).toBeNull();
    const failed = { kind: 'failed', at: now, code: 'phone.testRingFailed' } as const;
    expect(reasonOf(desk(failed))).toMatchObject({ code: 'phone.testRingFailed' });
  });
});
