import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { PhoneProofs, PhoneSnapshot, Proof } from '../../shared/domain/phone/phone-state.ts';
import type { BookEvent } from '../../telephony/core/call-book.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { SeatProbes } from '../../telephony/webrtc/devices/seat-probes.ts';

export interface SeatProofsDeps {
  readonly probes: SeatProbes;
  readonly microphone: () => MediaStreamTrack | null;
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
  const microphone = () => run('microphone', () => deps.probes.microphone(deps.microphone()));
  const ringer = () => {
    const { ringerIds, headsetId } = snapshot().audio.settings;
    const chosen = ringerIds.length > 0 ? ringerIds : [headsetId ?? ''];
    return run('ringer', () => deps.probes.ringer(chosen));
  };
  const recorder = () => run('recorder', () => recorderTest(snapshot()));
  const recorderTest = async ({ calls }: PhoneSnapshot) => {
    const light = calls.find(
      (call) => call.answeredAt !== null && call.state !== 'ended',
    )?.recording;
    if (!light || light.kind === 'none') return deps.proveRecorder();
    if (light.kind === 'failed') throw new AppError(light.code);
    if (light.kind !== 'recording') return;
    const hasGrown = light.bytesOnDisk !== recordedBytes;
    recordedBytes = light.bytesOnDisk;
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
  const inTurn = () => [microphone, ringer, recorder];
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
      const { registration, microphone: state } = snapshot();
      const since = registration.kind === 'registered' ? registration.sinceAt : null;
      const label = state.kind === 'ready' ? state.label : null;
      const isNewLine = since !== null && since !== registeredSince;
      const isNewMicrophone = label !== null && label !== microphoneLabel;
      registeredSince = since;
      microphoneLabel = label;
      if (isNewLine) round([...inTurn(), testRing]);
      else if (isNewMicrophone) void microphone().catch(() => undefined);
    },
    onWake: () => round(isNeeded() ? inTurn() : []),
    prove: () => runAll([...inTurn(), testRing]),
    stop: () => cancel(),
  };
}
