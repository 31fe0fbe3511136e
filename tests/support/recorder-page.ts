import type { CallRecorder } from '../../src/telephony/webrtc/recorder/call-recorder.ts';
import { createCallRecorderFactory } from '../../src/telephony/webrtc/recorder/create-call-recorder-factory.ts';
import type { RecorderEvent } from '../../src/telephony/webrtc/recorder/messages.ts';

/**
 * The page's side of recorder tests, run inside Chromium: a citizen whose tone arrives over a real pair of
 * RTCPeerConnections, an agent's tone from an oscillator, and a recorder between them.
 */
const citizenHz = 440;
const agentHz = 1250;

export interface TimedEvent {
  readonly atMs: number;
  readonly event: RecorderEvent;
}

export interface RecorderScene {
  readonly events: readonly TimedEvent[];
  readonly recorder: CallRecorder;
  /** Turns the citizen's sound off and on at its source, as a hold does. */
  setCitizenSending(on: boolean): Promise<void>;
  /** Another tone of the agent's, in another track. */
  swapMicrophone(frequency: number): void;
  /** What the scene reports as `inbound-rtp.totalAudioEnergy` besides the true value. */
  pretendEnergy(perSecond: number): void;
  detachRemote(): void;
  attachRemote(): void;
  /** Since the recorder was started. */
  elapsedMs(): number;
  stop(): Promise<{ readonly chunkCount: number; readonly durationMs: number }>;
}

/** `codec`: what the citizen's end speaks, `PCMA` for one behind an old exchange. */
async function openScene(recordingId: string, codec = 'opus'): Promise<RecorderScene> {
  const sounds = new AudioContext({ sampleRate: 48_000 });
  const citizen = toneTrack(sounds, citizenHz);
  const { remote, receiver, sender } = await connectPair(citizen, codec);
  const factory = createCallRecorderFactory({ hostOrigin: location.origin });
  await ready();
  const events: TimedEvent[] = [];
  const startedAt = performance.now();
  let extraPerSecond = 0;
  const recorder = factory.start({
    recordingId,
    callId: crypto.randomUUID(),
    microphone: toneTrack(sounds, agentHz),
    remote,
    receivedEnergy: async () => {
      const extra = (extraPerSecond * (performance.now() - startedAt)) / 1000;
      return (await audioEnergy(receiver)) + extra;
    },
    onEvent: (event) => events.push({ atMs: performance.now() - startedAt, event }),
  });
  return {
    events,
    recorder,
    setCitizenSending: async (on) => {
      await sender.replaceTrack(on ? citizen : null);
    },
    swapMicrophone: (frequency) => recorder.setMicrophone(toneTrack(sounds, frequency)),
    pretendEnergy: (perSecond) => {
      extraPerSecond = perSecond;
    },
    detachRemote: () => recorder.setRemote(null),
    attachRemote: () => recorder.setRemote(remote),
    elapsedMs: () => performance.now() - startedAt,
    stop: async () => {
      const result = await recorder.stop();
      await factory.close();
      return result;
    },
  };
}

/** The phone page makes its factory long before a call; here it gets the time to load its worker. */
function ready(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}

function toneTrack(context: AudioContext, frequency: number): MediaStreamTrack {
  const oscillator = new OscillatorNode(context, { frequency });
  const gain = new GainNode(context, { gain: 0.4 });
  const destination = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(gain).connect(destination);
  oscillator.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('no track from the oscillator');
  return track;
}

async function connectPair(track: MediaStreamTrack, codec: string) {
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  const received = new Promise<RTCTrackEvent>((resolve) => {
    near.ontrack = resolve;
  });
  const transceiver = far.addTransceiver(track);
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  transceiver.setCodecPreferences(
    codecs.filter(({ mimeType }) => mimeType.toLowerCase() === `audio/${codec}`.toLowerCase()),
  );
  const { sender } = transceiver;
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  const { receiver, track: remote } = await received;
  return { remote, receiver, sender };
}

async function audioEnergy(receiver: RTCRtpReceiver): Promise<number> {
  let energy = 0;
  (await receiver.getStats()).forEach((stat) => {
    if (stat.type === 'inbound-rtp') energy = stat.totalAudioEnergy ?? 0;
  });
  return energy;
}

declare global {
  var openScene: (recordingId: string, codec?: string) => Promise<RecorderScene>;
}
globalThis.openScene = openScene;
