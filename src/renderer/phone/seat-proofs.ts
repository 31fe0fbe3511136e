import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { RecordingLight } from '../../shared/domain/calls/call.ts';
import type { PhoneProofs, PhoneSnapshot, Proof } from '../../shared/domain/phone/phone-state.ts';
import type { BookEvent } from '../../telephony/core/call-book.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { Microphone } from '../../telephony/webrtc/devices/microphone.ts';
import type { SeatProbes } from '../../telephony/webrtc/devices/seat-probes.ts';

export interface SeatProofsDeps {
  readonly probes: SeatProbes;
  readonly microphone: Pick<Microphone, 'hold' | 'track'>;
  /** Makes pages out of test sound and throws them away; rejects with `recording.*`. */
  readonly proveRecorder: () => Promise<void>;
  /** Asks the PBX for its test call; `null` = it has no such extension. */
  readonly testRingNumber: () => string | null;
  readonly askTestRing: (number: string) => Promise<void>;
  readonly snapshot: () => PhoneSnapshot;
  readonly tell: (event: Extract<BookEvent, { readonly kind: 'proof' }>) => void;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
}

export interface SeatProofs {
  /** To be called after each change of the snapshot: a new registration or microphone is proven at once. */
  onChange(): void;
  /** The PC was asleep, or its network changed: everything but the test ring is proven anew; that follows a new registration. */
  onWake(): void;
  /** Runs all tests now, the test ring included; rejects with the code of the first that failed. */
  prove(): Promise<void>;
  stop(): void;
}

/** Each proof is good for a minute; twice within it, so that one late timer darkens no light. */
const everyMs = 25_000;
const testRingLimitMs = 10_000;

type ProofName = keyof PhoneProofs;

/** Proves, as long as somebody is signed in, that a call that comes now would be heard, answered and recorded. */
export function createSeatProofs(deps: SeatProofsDeps): SeatProofs {
  const { clock, setTimer, snapshot } = deps;
  const underWay = new Map<ProofName, Promise<void>>();
  let cancel = () => {};
  let registeredSince: number | null = null;
  let microphoneLabel: string | null = null;
  let recordedBytes = 0;
  let light: RecordingLight['kind'] = 'none';

  /** One test of a kind at a time; who asks meanwhile gets its outcome. */
  const run = (of: ProofName, test: () => Promise<void>): Promise<void> => {
    const known = underWay.get(of);
    if (known) return known;
    const done = (proof: Proof) => {
      underWay.delete(of);
      deps.tell({ kind: 'proof', of, proof });
    };
    const running = test().then(
      () => done({ kind: 'ok', at: clock.now() }),
      (error: unknown) => {
        done({ kind: 'failed', at: clock.now(), code: errorCodeOf(error) });
        throw error;
      },
    );
    underWay.set(of, running);
    return running;
  };
  const microphone = () =>
    run('microphone', async () => {
      const letGo = await deps.microphone.hold();
      await deps.probes.microphone(deps.microphone.track()).finally(letGo);
    });
  const ringer = () => {
    const { ringerIds, headsetId } = snapshot().audio.settings;
    const chosen = ringerIds.length > 0 ? ringerIds : [headsetId ?? ''];
    return run('ringer', () => deps.probes.ringer(chosen));
  };
  const recorder = () => run('recorder', () => recorderTest(snapshot()));
  const recorderTest = async (phone: PhoneSnapshot) => {
    const recording = runningRecording(phone);
    if (recording.kind === 'none') return deps.proveRecorder();
    if (recording.kind === 'failed') throw new AppError(recording.code);
    if (recording.kind !== 'recording') return;
    const hasGrown = recording.bytesOnDisk !== recordedBytes;
    recordedBytes = recording.bytesOnDisk;
    if (!hasGrown) throw new AppError('recording.stopped');
  };
  const testRing = () => {
    const number = deps.testRingNumber();
    const isBusy = snapshot().calls.some((call) => call.state !== 'ended');
    if (number === null || isBusy) return Promise.resolve();
    return run('testRing', () => untilRung(number));
  };
  /** The book itself keeps that it rang: it is told by the call, not by the asking. */
  const untilRung = async (number: string) => {
    const askedAt = clock.now();
    const asked = deps.askTestRing(number).catch(() => undefined);
    for (let waitedMs = 0; waitedMs < testRingLimitMs; waitedMs += 100) {
      const { testRing: ring } = snapshot().proofs;
      if (ring.kind === 'ok' && ring.at >= askedAt) return;
      await new Promise<void>((resolve) => void setTimer(resolve, 100));
    }
    await asked;
    throw new AppError('phone.testRingFailed');
  };
  /** A test ring that did not come is asked for again: what kept it away may be over, and no call would show it. */
  const inTurn = () => {
    const hasFailed = snapshot().proofs.testRing.kind === 'failed';
    return [microphone, ringer, recorder, ...(hasFailed ? [testRing] : [])];
  };
  const runAll = async (tests: readonly (() => Promise<void>)[]) => {
    const outcomes = await Promise.allSettled(tests.map((test) => test()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  };
  /** What failed is told as a proof; here it is only the end of the round. */
  const round = (tests: readonly (() => Promise<void>)[]) => {
    cancel();
    void runAll(tests).catch(() => undefined);
    cancel = setTimer(() => round(isNeeded() ? inTurn() : []), everyMs);
  };
  const isNeeded = () => snapshot().registration.kind !== 'unregistered';

  return {
    onChange() {
      const { registration, microphone: state, proofs } = snapshot();
      const since = registration.kind === 'registered' ? registration.sinceAt : null;
      const label = state.kind === 'ready' ? state.label : null;
      const isNewLine = since !== null && since !== registeredSince;
      const isNewMicrophone = label !== null && label !== microphoneLabel;
      const before = light;
      light = runningRecording(snapshot()).kind;
      // The light of a call is on again, or the call is over: the fault need not wait for its turn to be gone.
      const mayBeWell = light !== before && light !== 'failed' && proofs.recorder.kind === 'failed';
      registeredSince = since;
      microphoneLabel = label;
      if (isNewLine) return round([...inTurn(), testRing]);
      if (isNewMicrophone) void microphone().catch(() => undefined);
      if (mayBeWell) void recorder().catch(() => undefined);
    },
    onWake: () => round(isNeeded() ? inTurn() : []),
    prove: () => runAll([...inTurn(), testRing]),
    stop: () => cancel(),
  };
}

/** The recording of the call that is talked in. */
function runningRecording({ calls }: PhoneSnapshot): RecordingLight {
  const call = calls.find(({ answeredAt, state }) => answeredAt !== null && state !== 'ended');
  return call?.recording ?? { kind: 'none' };
}
