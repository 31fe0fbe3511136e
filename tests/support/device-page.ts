import { createAudioMemory } from '../../src/renderer/phone/audio-memory.ts';
import { type PhoneAudio, createPhoneAudio } from '../../src/renderer/phone/phone-audio.ts';
import type { MediaSession } from '../../src/telephony/core/media-port.ts';
import type { SetTimer } from '../../src/telephony/core/set-timer.ts';
import {
  type DeviceSource,
  createAudioDevices,
} from '../../src/telephony/webrtc/devices/audio-devices.ts';
import { createCallMixer } from '../../src/telephony/webrtc/media/call-mixer.ts';
import { createHeadsetButtons } from '../../src/telephony/webrtc/headset/headset-buttons.ts';
import { createWebRtcMedia } from '../../src/telephony/webrtc/media/media-handler.ts';
import { measureTrack } from '../../src/telephony/webrtc/devices/microphone-level.ts';
import {
  type MicrophoneDevices,
  createMicrophone,
} from '../../src/telephony/webrtc/devices/microphone.ts';
import { createRemotePlayer } from '../../src/telephony/webrtc/media/play-remote.ts';
import { createCallRecorderFactory } from '../../src/telephony/webrtc/recorder/create-call-recorder-factory.ts';
import { createTonePlayer } from '../../src/telephony/webrtc/ring-tone.ts';
import { createSilentContext } from '../../src/telephony/webrtc/silent-context.ts';

/**
 * The page's side of device tests, run inside Chromium: the seat's real devices code in a real call over a pair of
 * RTCPeerConnections, with microphones that the test can pull out. Each of those gives a tone of its own.
 */
const tones: Readonly<Record<string, number>> = { desk: 600, headset: 1250 };

type Seat = MicrophoneDevices & DeviceSource;

/** Two microphones at the port of `navigator.mediaDevices`; the outputs are Chromium's own. */
function createPulledDevices(context: AudioContext) {
  const target = new EventTarget();
  const running = new Map<
    string,
    { readonly oscillator: OscillatorNode; track: MediaStreamTrack }
  >();
  let plugged = Object.keys(tones);
  const open = (deviceId: string) => {
    const oscillator = new OscillatorNode(context, { frequency: tones[deviceId] ?? 0 });
    const destination = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(new GainNode(context, { gain: 0.4 })).connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('no track from the oscillator');
    // A track made of sound names another device; the seat wants to know which one it has.
    track.getSettings = () => ({ deviceId });
    running.set(deviceId, { oscillator, track });
    return destination.stream;
  };
  const seat: Seat = {
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    async enumerateDevices() {
      const real = await navigator.mediaDevices.enumerateDevices();
      const own = plugged.map((deviceId) => {
        const device = { deviceId, kind: 'audioinput' as const, label: deviceId, groupId: '' };
        return { ...device, toJSON: () => device };
      });
      return [...own, ...real.filter(({ kind }) => kind === 'audiooutput')];
    },
    async getUserMedia({ audio } = {}) {
      const wanted = typeof audio === 'object' ? audio.deviceId : undefined;
      const exact = typeof wanted === 'object' && 'exact' in wanted ? wanted.exact : plugged[0];
      if (typeof exact !== 'string' || !plugged.includes(exact))
        throw new DOMException('', 'NotFoundError');
      return open(exact);
    },
  };
  return {
    seat,
    /** What Chromium does when a device is gone: silence, the end of its track, then the news. */
    pullOut(deviceId: string) {
      plugged = plugged.filter((one) => one !== deviceId);
      const device = running.get(deviceId);
      device?.oscillator.stop();
      device?.track.stop();
      device?.track.dispatchEvent(new Event('ended'));
      target.dispatchEvent(new Event('devicechange'));
    },
    plugIn(deviceId: string) {
      plugged.push(deviceId);
      target.dispatchEvent(new Event('devicechange'));
    },
  };
}

export interface DeviceScene {
  readonly audio: PhoneAudio;
  pullOut(deviceId: string): void;
  plugIn(deviceId: string): void;
  /** From now on the citizen hears this tone beside the agent, as a third party mixed in at the desk. */
  mixInTone(frequency: number): void;
  /** Settings of the very track that leaves in the call. */
  sentSettings(): MediaTrackSettings;
  /** How loud the citizen hears this frequency now, in dB of full scale. */
  heardByCitizen(frequency: number): number;
  /** Sinks of the elements that play the citizen. */
  sinks(): string[];
  stop(): Promise<{ readonly durationMs: number }>;
}

const setTimer: SetTimer = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

async function openDeviceScene(
  recordingId: string,
  which: 'pulled' | 'real',
): Promise<DeviceScene> {
  const context = new AudioContext({ sampleRate: 48_000 });
  const pulled = createPulledDevices(context);
  const seat = which === 'pulled' ? pulled.seat : navigator.mediaDevices;
  const microphone = createMicrophone(seat);
  const elements: HTMLAudioElement[] = [];
  const player = createRemotePlayer(() => {
    const element = new Audio();
    elements.push(element);
    return element;
  });
  const newMix = createCallMixer(createSilentContext);
  const media = createWebRtcMedia(microphone, {
    createConnection: (config) => new RTCPeerConnection(config),
    setTimer,
    play: player.play,
    newMix,
  });
  const createContext = () => new AudioContext();
  const audio = createPhoneAudio({
    devices: createAudioDevices(seat),
    microphone,
    player,
    tones: createTonePlayer(createContext),
    buttons: createHeadsetButtons({ hid: null, nowMs: () => 0, execute: () => {} }),
    memory: createAudioMemory(localStorage),
    setTimer,
    measure: (track, tell) => measureTrack(track, { createContext, setTimer, tell }),
  });
  await microphone.hold();
  await audio.start();
  const factory = createCallRecorderFactory({ hostOrigin: location.origin });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const session = media.open('call', []);
  const citizen = await connectCitizen(session, context);
  session.setMicrophoneOpen(true);
  const call = media.of('call');
  if (!call) throw new Error('no call');
  const recorder = factory.start({
    recordingId,
    callId: crypto.randomUUID(),
    ...call.tracks(),
    receivedEnergy: async () => null,
    onEvent: () => {},
  });
  call.onTracks((next) => {
    recorder.setMicrophone(next.microphone);
    recorder.setRemote(next.remote);
  });
  return {
    audio,
    pullOut: pulled.pullOut,
    plugIn: pulled.plugIn,
    mixInTone(frequency) {
      const mix = newMix();
      mix.setOther(toneOf(context, frequency));
      call.sendMix(mix);
    },
    sentSettings: () => call.tracks().microphone?.getSettings() ?? {},
    heardByCitizen: citizen.hears,
    sinks: () => elements.map(({ sinkId }) => sinkId),
    async stop() {
      const result = await recorder.stop();
      session.close();
      await factory.close();
      return result;
    },
  };
}

function toneOf(context: AudioContext, frequency: number): MediaStreamTrack | null {
  const oscillator = new OscillatorNode(context, { frequency });
  const destination = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(new GainNode(context, { gain: 0.4 })).connect(destination);
  oscillator.start();
  return destination.stream.getAudioTracks()[0] ?? null;
}

/** The far side: sends a tone, plays what it gets into an analyser. */
async function connectCitizen(session: MediaSession, context: AudioContext) {
  const far = new RTCPeerConnection();
  const oscillator = new OscillatorNode(context, { frequency: 440 });
  const destination = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(destination);
  oscillator.start();
  const arrived = new Promise<MediaStreamTrack>((resolve) => {
    far.addEventListener('track', ({ track }) => resolve(track));
  });
  for (const track of destination.stream.getTracks()) far.addTrack(track);
  const offer = await session.createOffer({ direction: 'sendrecv', iceRestart: false });
  await far.setRemoteDescription({ type: 'offer', sdp: offer });
  await far.setLocalDescription();
  await new Promise<void>((resolve) => {
    const check = () => far.iceGatheringState === 'complete' && resolve();
    far.addEventListener('icegatheringstatechange', check);
    check();
  });
  await session.acceptAnswer(far.localDescription?.sdp ?? '');
  const stream = new MediaStream([await arrived]);
  // Chromium decodes a remote track only while an element plays it.
  const element = new Audio();
  element.muted = true;
  element.srcObject = stream;
  await element.play();
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
  const bins = new Float32Array(analyser.frequencyBinCount);
  return {
    hears(frequency: number): number {
      analyser.getFloatFrequencyData(bins);
      return bins[Math.round((frequency * analyser.fftSize) / context.sampleRate)] ?? -Infinity;
    },
  };
}

declare global {
  var openDeviceScene: (recordingId: string, which: 'pulled' | 'real') => Promise<DeviceScene>;
  var deviceScene: DeviceScene;
}
globalThis.openDeviceScene = openDeviceScene;
