import { describe, expect, it } from 'vitest';
import {
  type SeatProofsDeps,
  createSeatProofs,
} from '../../../../src/renderer/phone/seat-proofs.ts';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { type PhoneSnapshot, idlePhone } from '../../../../src/shared/domain/phone/phone-state.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';
import { aCallView } from '../../../support/host/phone-values.ts';

const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A signed-in seat whose devices do as the test says. */
function aSeat(patch: Partial<SeatProofsDeps> = {}) {
  const timers = createFakeTimers(1_000_000);
  const counts = { microphone: 0, ringer: 0, recorder: 0, asked: 0 };
  const broken = { microphone: false, ringer: false, recorder: false };
  let snapshot: PhoneSnapshot = idlePhone;
  const test =
    (
      name: keyof typeof broken,
      code: 'media.microphoneSilent' | 'media.ringerAbsent' | 'recording.notStarted',
    ) =>
    async () => {
      counts[name] += 1;
      if (broken[name]) throw new AppError(code);
    };
  const proofs = createSeatProofs({
    probes: {
      microphone: test('microphone', 'media.microphoneSilent'),
      ringer: test('ringer', 'media.ringerAbsent'),
    },
    microphone: { hold: async () => () => undefined, track: () => null },
    proveRecorder: test('recorder', 'recording.notStarted'),
    testRingNumber: () => null,
    askTestRing: async () => void (counts.asked += 1),
    snapshot: () => snapshot,
    tell: ({ of, proof }) => {
      snapshot = { ...snapshot, proofs: { ...snapshot.proofs, [of]: proof } };
    },
    clock: timers.clock,
    setTimer: timers.setTimer,
    ...patch,
  });
  return {
    timers,
    counts,
    broken,
    proofs,
    snapshot: () => snapshot,
    change(next: Partial<PhoneSnapshot>) {
      snapshot = { ...snapshot, ...next };
      proofs.onChange();
    },
    async register(sinceAt = timers.clock.now()) {
      this.change({
        registration: { kind: 'registered', sinceAt, provenAt: sinceAt, expiresAt: sinceAt + 3e5 },
      });
      await settle();
    },
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 100) {
        timers.advance(100);
        await settle();
      }
    },
  };
}

describe('proofs of a seat', () => {
  it('come with the registration and never get a minute old', async () => {
    const seat = aSeat();
    await seat.register();
    for (let minute = 0; minute < 5; minute += 1) {
      const { microphone, ringer, recorder } = seat.snapshot().proofs;
      for (const proof of [microphone, ringer, recorder]) {
        if (proof.kind !== 'ok') throw new Error('not proven');
        expect(seat.timers.clock.now() - proof.at).toBeLessThan(60_000);
      }
      await seat.pass(60_000);
    }
    // Twice a minute or so: the seat costs next to nothing.
    expect(seat.counts.recorder).toBeLessThan(15);
  });

  it('each fail by themselves, with their reason, and recover', async () => {
    const seat = aSeat();
    seat.broken.microphone = true;
    await seat.register();
    expect(seat.snapshot().proofs).toMatchObject({
      microphone: { kind: 'failed', code: 'media.microphoneSilent' },
      ringer: { kind: 'ok' },
      recorder: { kind: 'ok' },
    });
    seat.broken.microphone = false;
    await seat.pass(26_000);
    expect(seat.snapshot().proofs.microphone.kind).toBe('ok');
  });

  it('look at a new microphone and after sleep at once', async () => {
    const seat = aSeat();
    await seat.register();
    seat.change({ microphone: { kind: 'ready', label: 'new headset' } });
    await settle();
    expect(seat.counts).toMatchObject({ microphone: 2, ringer: 1 });
    seat.proofs.onWake();
    await settle();
    expect(seat.counts).toMatchObject({ microphone: 3, ringer: 2, recorder: 2 });
  });

  it('test nothing while nobody is signed in', async () => {
    const seat = aSeat();
    await seat.register();
    seat.change({ registration: { kind: 'unregistered' } });
    const before = { ...seat.counts };
    await seat.pass(120_000);
    expect(seat.counts).toEqual(before);
  });

  it('take the bytes of a running recording for the recorder, and their standing still against it', async () => {
    const seat = aSeat();
    const talk = (bytesOnDisk: number) =>
      seat.change({
        calls: [
          aCallView({
            state: 'connected',
            answeredAt: 1,
            recording: { kind: 'recording', recordingId: 'r', bytesOnDisk },
          }),
        ],
      });
    talk(5000);
    await seat.register();
    expect(seat.snapshot().proofs.recorder.kind).toBe('ok');
    expect(seat.counts.recorder).toBe(0);
    await seat.pass(26_000);
    expect(seat.snapshot().proofs.recorder).toMatchObject({ code: 'recording.stopped' });
    talk(9000);
    await seat.pass(25_000);
    expect(seat.snapshot().proofs.recorder.kind).toBe('ok');
  });

  it('forgive the recorder at once when the light of the call is on again, and when the call is over', async () => {
    const failed = { kind: 'failed', code: 'recording.writeFailed' } as const;
    const growing = { kind: 'recording', recordingId: 'r', bytesOnDisk: 5000 } as const;
    const seat = aSeat();
    const show = async (recording: CallView['recording'], state: CallView['state']) => {
      seat.change({ calls: [aCallView({ state, answeredAt: 1, recording })] });
      await settle();
    };
    for (const [recording, state] of [
      [growing, 'connected'],
      [failed, 'ended'],
    ] as const) {
      await show(failed, 'connected');
      await seat.register();
      expect(seat.snapshot().proofs.recorder).toMatchObject({ code: 'recording.writeFailed' });
      await show(recording, state);
      expect(seat.snapshot().proofs.recorder.kind).toBe('ok');
      await seat.pass(1000);
    }
  });

  it('run by hand tell the first failure', async () => {
    const seat = aSeat();
    seat.broken.ringer = true;
    await expect(seat.proofs.prove()).rejects.toMatchObject({ code: 'media.ringerAbsent' });
    seat.broken.ringer = false;
    await expect(seat.proofs.prove()).resolves.toBeUndefined();
  });
});

describe('test ring', () => {
  it('is asked for at sign-in and proven by the call that comes', async () => {
    const seat = aSeat({ testRingNumber: () => '9197' });
    await seat.register();
    expect(seat.counts.asked).toBe(1);
    const at = seat.timers.clock.now() + 300;
    await seat.pass(300);
    seat.change({ proofs: { ...seat.snapshot().proofs, testRing: { kind: 'ok', at } } });
    await seat.pass(11_000);
    expect(seat.snapshot().proofs.testRing.kind).toBe('ok');
  });

  it('that does not come within ten seconds has failed', async () => {
    const seat = aSeat({ testRingNumber: () => '9197' });
    await seat.register();
    await seat.pass(11_000);
    expect(seat.snapshot().proofs.testRing).toMatchObject({
      kind: 'failed',
      code: 'phone.testRingFailed',
    });
  });

  it('that has failed is asked for again until it comes', async () => {
    const seat = aSeat({ testRingNumber: () => '9197' });
    await seat.register();
    await seat.pass(26_000);
    expect(seat.counts.asked).toBe(2);
    const at = seat.timers.clock.now();
    seat.change({ proofs: { ...seat.snapshot().proofs, testRing: { kind: 'ok', at } } });
    await seat.pass(120_000);
    expect(seat.snapshot().proofs.testRing.kind).toBe('ok');
    expect(seat.counts.asked).toBe(2);
  });

  it('disturbs no call', async () => {
    const seat = aSeat({ testRingNumber: () => '9197' });
    seat.change({ calls: [aCallView({ state: 'alerting' })] });
    await seat.register();
    expect(seat.counts.asked).toBe(0);
  });
});
