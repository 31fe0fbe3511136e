import type { Clock } from '../../shared/clock.ts';
import type { DeskFace } from '../../shared/contract/phone-host.ts';
import { type AgentFace, faceOf } from '../../shared/domain/seat/agent-face.ts';
import { judgeSeatAlone, unprovenSeat } from '../../shared/domain/seat/seat-verdict.ts';
import type { CallView } from '../../shared/domain/calls/call.ts';
import type { Levels } from '../../shared/domain/desk/desk-state.ts';
import type { CallSettings } from '../../shared/domain/phone/call-settings.ts';
import type { PhoneSnapshot } from '../../shared/domain/phone/phone-state.ts';
import type { Logger } from '../../shared/logger.ts';
import { normaliseNumber } from '../../shared/numbers/phone-number.ts';
import { inBackground } from '../../telephony/core/in-background.ts';
import type { Phone } from '../../telephony/core/phone.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { WebRtcMedia } from '../../telephony/webrtc/media/media-handler.ts';
import type { Microphone } from '../../telephony/webrtc/devices/microphone.ts';
import type { SeatProbes } from '../../telephony/webrtc/devices/seat-probes.ts';
import type { CallRecorderFactory } from '../../telephony/webrtc/recorder/call-recorder.ts';
import type { PageLink } from '../host/page-link.ts';
import { type RecordingHost, createCallRecordings } from './call-recordings.ts';
import { type Lease, createHostLink } from './host-link.ts';
import type { PhoneAudio } from './phone-audio.ts';
import { type PhoneEngine, createPhoneEngine } from './phone-engine.ts';
import { createSeatProofs } from './seat-proofs.ts';
import { createLevelPace } from './level-pace.ts';
import { holdMicrophoneForCalls } from './microphone-for-calls.ts';
import { createStatsWatch } from './stats-watch.ts';
import { bindAudio } from './bind-audio.ts';
import { createUntilHostHasIt } from './until-host-has-it.ts';

export interface PhonePageDeps {
  readonly link: PageLink<'phone'>;
  readonly buildId: string;
  readonly phone: Phone;
  readonly media: WebRtcMedia;
  readonly microphone: Microphone;
  readonly recorder: CallRecorderFactory;
  readonly audio: PhoneAudio;
  readonly notify: (calls: readonly CallView[]) => void;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly newId: () => string;
  /** `[0, 1)` */
  readonly random: () => number;
  /** What the self-tests of this seat ask of its devices. */
  readonly probes: SeatProbes;
  readonly logger: Logger;
}

export interface PhonePage {
  readonly engine: PhoneEngine;
  readonly audio: PhoneAudio;
  /** What this seat shows at `now`: by its host's word, or by its own proofs while the host says nothing. */
  face(now: number): AgentFace;
  lease(): Lease;
  /** Lease or face have changed, which the snapshot does not tell. Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  takeOver(): void;
  /** The PC was asleep: registration and all proofs are looked at anew. */
  wake(): void;
  /** Ends what must not be cut off: a call, or a recording whose last sound is not yet on disk. */
  isBusy(): boolean;
}

/** Ties the parts of the phone page together. Everything with an effect comes in. */
export function createPhonePage(deps: PhonePageDeps): PhonePage {
  const { media, microphone, audio, logger, setTimer } = deps;
  const { client } = deps.link;
  const listeners = new Set<() => void>();
  const tellListeners = () => {
    for (const listener of listeners) listener();
  };
  let lease: Lease = 'connecting';
  const seatFace = createSeatFace();
  let testRing: Pick<CallSettings, 'testRingNumber'> = { testRingNumber: null };
  const wake = () => {
    deps.phone.wake();
    proofs.onWake();
  };
  const tell = (call: Promise<void>, event: string) => inBackground(call, logger, event);

  const tellLevels = (levels: Levels) => {
    if (lease === 'mine') tell(client.levels(levels), 'host.levelsFailed');
  };
  const recordings = createCallRecordings({
    recorder: deps.recorder,
    media,
    clock: deps.clock,
    newRecordingId: deps.newId,
    logger,
    onLight: (callId, light) => engine.handle({ kind: 'recordingLight', callId, light }),
    host: {
      ...untilTheHostHasThem(deps),
      levels: createLevelPace({ nowMs: deps.clock.monotonicMs, tell: tellLevels }),
    },
  });
  const stats = createStatsWatch({ media, setTimer, tell: (event) => engine.handle(event) });
  const engine = createPhoneEngine({
    phone: { ...deps.phone, wake },
    readNumber: (raw) => normaliseNumber(raw),
    clock: deps.clock,
    setTimer,
    random: deps.random,
    newCallId: deps.newId,
    seat: {
      setAudio: audio.setAudio,
      tryRinger: audio.tryRinger,
      watchMicrophone: audio.watchMicrophone,
      proveSeat: () => proofs.prove(),
    },
    logger,
    publish: (snapshot) => {
      if (lease === 'mine') tell(client.publish(snapshot), 'host.publishFailed');
    },
    commandDone: (commandId, error) =>
      tell(client.commandDone({ commandId, error }), 'host.commandDoneFailed'),
    runCallEffect: (effect) => [recordings, stats].forEach((one) => one.run(effect)),
  });
  const proofs = createSeatProofs({
    probes: deps.probes,
    microphone,
    proveRecorder: deps.recorder.prove,
    testRingNumber: () => testRing.testRingNumber,
    askTestRing: deps.phone.tell,
    snapshot: engine.snapshot,
    tell: engine.handle,
    clock: deps.clock,
    setTimer,
  });
  engine.subscribe(proofs.onChange);
  holdMicrophoneForCalls({ engine, microphone, setTimer });
  bindAudio({
    ...deps,
    engine,
    onLevel: (agent) => {
      // In a call the recorder tells it, the citizen's side with it.
      if (recordings.count() === 0) tellLevels({ callId: null, agent, citizen: 0 });
    },
  });
  const hostLink = createHostLink({
    link: deps.link,
    buildId: deps.buildId,
    setTimer,
    logger,
    onLease: (next) => {
      lease = next;
      tellListeners();
    },
    onFace(next) {
      seatFace.hear(next);
      tellListeners();
    },
    onOrder: (order) => {
      if (order.kind === 'config') testRing = order.config?.calling ?? { testRingNumber: null };
      if (order.kind === 'config' && order.config) void lookAt(microphone);
      engine.handleOrder(order);
    },
  });
  return {
    engine,
    audio,
    face: (now) => seatFace.at(now, engine.snapshot(), testRing),
    lease: () => lease,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeOver: hostLink.takeOver,
    wake,
    isBusy: () => engine.hasRunningCall() || recordings.count() > 0,
  };
}

/** Asks for it, if need be, and learns which one serves. */
async function lookAt(microphone: Microphone): Promise<void> {
  const letGo = await microphone.hold();
  letGo();
}

/** What the seat shows: by its host's word, or by the page's own proofs while the host says nothing. */
function createSeatFace() {
  let told: DeskFace | null = null;
  let known: DeskFace = { agent: null, seat: unprovenSeat };
  return {
    hear(next: DeskFace | null) {
      told = next;
      known = next ?? known;
    },
    at(
      now: number,
      snapshot: PhoneSnapshot,
      calling: Pick<CallSettings, 'testRingNumber'>,
    ): AgentFace {
      const seat = told?.seat ?? judgeSeatAlone(known.seat, snapshot, calling, now);
      return faceOf({ agent: known.agent, calls: snapshot.calls, seat }, now);
    },
  };
}

/** What the host is told of recordings, repeated until it has it. */
function untilTheHostHasThem({ link, setTimer }: PhonePageDeps): Omit<RecordingHost, 'levels'> {
  const { recordings } = link.client;
  const untilHostHasIt = createUntilHostHasIt(setTimer);
  return {
    begin: (input) => untilHostHasIt(() => recordings.begin(input)),
    finish: (input) => untilHostHasIt(() => recordings.finish(input)),
    report: (event) => untilHostHasIt(() => recordings.report(event)),
  };
}
