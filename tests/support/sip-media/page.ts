import { defaultCallSettings } from '../../../src/shared/domain/phone/call-settings.ts';
import { silentLogger } from '../silent-logger.ts';
import type { PhoneEvent } from '../../../src/telephony/core/phone.ts';
import type { SetTimer } from '../../../src/telephony/core/set-timer.ts';
import { openBrowserSocket } from '../../../src/telephony/sip/line/browser-socket.ts';
import { createSipPhone } from '../../../src/telephony/sip/sip-phone.ts';
import { createCallMixer } from '../../../src/telephony/webrtc/media/call-mixer.ts';
import { createWebRtcMedia } from '../../../src/telephony/webrtc/media/media-handler.ts';
import { createMicrophone } from '../../../src/telephony/webrtc/devices/microphone.ts';
import { createRemotePlayer } from '../../../src/telephony/webrtc/media/play-remote.ts';
import { createCallRecorderFactory } from '../../../src/telephony/webrtc/recorder/create-call-recorder-factory.ts';
import { watchCallStats } from '../../../src/telephony/webrtc/quality/call-stats.ts';
import { readSample } from '../../../src/telephony/webrtc/quality/stats-sample.ts';
import { createSilentContext } from '../../../src/telephony/webrtc/silent-context.ts';
import { createFarSide, createListener, toneTrack } from './far-side.ts';
import { type HeardMoment, noteHeard } from './heard-track.ts';
import { steadyHz, sweepTrack } from './sweep.ts';

/**
 * The page's side of these tests, run inside Chromium: the product's SIP phone with the product's WebRTC media and recorder,
 * and far sides whose descriptions the test may change on their way. Nothing of the sound is made up: each end hears the
 * other's tone or does not.
 */
const agentHz = 1250;
/** dB of a tone that is heard; silence is below -100. */
const heardDb = -60;

/** What the phone waits for, with the length of each wait. */
const waits = new Map<() => void, number>();
const setTimer: SetTimer = (run, delayMs) => {
  const end = () => {
    stop();
    run();
  };
  const timer = setTimeout(end, delayMs);
  const stop = () => {
    clearTimeout(timer);
    waits.delete(end);
  };
  waits.set(end, delayMs);
  return stop;
};

export interface SeatOptions {
  readonly url: string;
  readonly answerMedia: 'early' | 'atAnswer';
}

async function openSeat({ url, answerMedia }: SeatOptions) {
  const context = new AudioContext({ sampleRate: 48_000 });
  const media = createWebRtcMedia(await openMicrophone(context), {
    createConnection: (config) => new RTCPeerConnection(config),
    setTimer,
    play: createRemotePlayer().play,
    newMix: createCallMixer(createSilentContext),
  });
  const phone = createSipPhone({
    media,
    openSocket: openBrowserSocket,
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    setTimer,
    random: Math.random,
    newCallId: () => crypto.randomUUID(),
    logger: silentLogger,
    contactUser: 'desk0a1b2c',
    diagnose: async () => 'sip.connectionLost',
  });
  const events: PhoneEvent[] = [];
  const recorders = createCallRecorderFactory({ hostOrigin: location.origin });
  phone.subscribe((event) => events.push(event));
  phone.start({
    serverUrl: url,
    domain: 'pbx.example',
    extension: '1003',
    secret: 'x',
    displayName: '1003',
    iceServers: [],
    registerExpiresSeconds: 300,
    dtmf: 'rfc4733',
    fallbackUrls: [],
    answerMedia,
    sessionExpiresSeconds: 1800,
    calling: defaultCallSettings,
  });
  const listeners = new WeakMap<MediaStreamTrack, (frequency: number) => number>();
  const heardByAgent = (callId: string): boolean => {
    const remote = media.of(callId)?.tracks().remote;
    if (!remote) return false;
    const listener = listeners.get(remote) ?? createListener(context, remote);
    listeners.set(remote, listener);
    return listener(steadyHz) > heardDb;
  };
  return {
    farSide: (lines: readonly ('audio' | 'video')[]) =>
      createFarSide(lines, { context, track: sweepTrack(context) }),
    heardBy(callId: string, far: { hears(frequency: number): number }) {
      return { agent: heardByAgent(callId), citizen: far.hears(agentHz) > heardDb };
    },
    events: () => events,
    async act(what: 'answer' | 'hold' | 'retrieve' | 'hangUp', callId: string): Promise<string> {
      return phone[what](callId).then(() => 'ok', codeOf);
    },
    /** Ends the phone's waits of this length now, as if it had passed; how many there were. */
    outwait(delayMs: number): number {
      const ended = [...waits].filter(([, length]) => length === delayMs);
      for (const [end] of ended) end();
      return ended.length;
    },
    press: (callId: string, digits: string) =>
      phone.sendDtmf(callId, digits).then(() => 'ok', codeOf),
    dial: (callId: string) =>
      phone
        .dial({
          callId,
          number: '02700000123',
          dialString: '02700000123',
          ticketNo: null,
          purpose: 'plain',
          servesCallId: null,
        })
        .then(() => 'ok', codeOf),
    /** Records a call that talks, under its own id, as the phone page does. */
    record(callId: string): SeatRecording {
      const call = media.of(callId);
      const tracks = call?.tracks();
      if (!call || !tracks?.remote) throw new Error('no such call, or nobody to hear');
      const startedAt = performance.now();
      const recorder = recorders.start({
        recordingId: callId,
        callId,
        ...tracks,
        receivedEnergy: async () => null,
        onEvent: () => {},
      });
      const listening = [{ fromMs: startedAt, isOn: true }];
      call.onTracks((next) => {
        listening.push({ fromMs: performance.now(), isOn: next.remote !== null });
        recorder.setMicrophone(next.microphone);
        recorder.setRemote(next.remote);
      });
      const notes = noteHeard(tracks.remote.clone());
      const isListenedTo = (atMs: number) =>
        listening.findLast(({ fromMs }) => fromMs <= atMs)?.isOn ?? false;
      return {
        heard: () =>
          notes.map(({ atMs, place }) => ({ atMs, place: isListenedTo(atMs) ? place : null })),
        startedAt,
        async stop() {
          const lengthMs = performance.now() - startedAt;
          await recorder.stop();
          return lengthMs;
        },
      };
    },
    isOpen: (callId: string) => media.of(callId) !== null,
    /** Judges the sound of a call as the phone page does; `isHeld`: what the test knows of it. What is told, with its time. */
    judge(callId: string): SoundVerdicts {
      const call = media.of(callId);
      if (!call) throw new Error('no such call');
      const verdicts: SoundVerdicts = { isHeld: false, codec: '', packets: 0, told: [] };
      watchCallStats({
        stats: async () => {
          const report = await call.stats();
          const sample = readSample(report);
          verdicts.codec = sample.received.mimeType;
          verdicts.packets = sample.received.packets;
          return report;
        },
        setTimer,
        onQuality: () => {},
        expectsRemote: () => !verdicts.isHeld,
        expectsLocal: () => !verdicts.isHeld,
        onFault: (code) => verdicts.told.push({ code, atMs: performance.now() }),
      });
      return verdicts;
    },
  };
}

export interface SoundVerdicts {
  isHeld: boolean;
  codec: string;
  packets: number;
  readonly told: { readonly code: string | null; readonly atMs: number }[];
}

export interface SeatRecording {
  /**
   * What the agent heard while it was recorded. After a retrieve sound may come before the desk has the answer to its
   * re-INVITE: until then the citizen is on hold and not listened to.
   */
  heard(): readonly HeardMoment[];
  /** Time 0 of the file on the page's clock. */
  readonly startedAt: number;
  /** Resolves with the length by the page's clock, milliseconds, when all is stored. */
  stop(): Promise<number>;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** The product's microphone on a source that gives a tone: what the citizen hears can be told from everything else. */
async function openMicrophone(context: AudioContext) {
  const devices = new EventTarget();
  const microphone = createMicrophone(
    Object.assign(devices, {
      getUserMedia: async () => new MediaStream([toneTrack(context, agentHz)]),
      enumerateDevices: () => navigator.mediaDevices.enumerateDevices(),
    }),
  );
  await microphone.hold();
  return microphone;
}

export type Seat = Awaited<ReturnType<typeof openSeat>>;

declare global {
  var openSeat: (options: SeatOptions) => Promise<Seat>;
  var seat: Seat;
  var recording: SeatRecording;
  var verdicts: SoundVerdicts;
  var far: ReturnType<Seat['farSide']>;
}
globalThis.openSeat = openSeat;
