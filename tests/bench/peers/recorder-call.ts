import type { CallRecorder } from '../../../src/telephony/webrtc/recorder/call-recorder.ts';
import { createCallRecorderFactory } from '../../../src/telephony/webrtc/recorder/create-call-recorder-factory.ts';

/** The page of `bench -- recorder`: a call over a real pair of connections, with a recorder that can be put on and taken off. */
interface RecorderCall {
  start(): Promise<void>;
  stop(): Promise<void>;
}

declare global {
  var recorderCall: RecorderCall;
}

const sounds = new AudioContext({ sampleRate: 48_000 });
const microphone = tone(1250);
const remote = await connect(tone(440));
const audio = new Audio();
audio.srcObject = new MediaStream([remote]);
await audio.play();
const factory = createCallRecorderFactory({ hostOrigin: location.origin });
let recorder: CallRecorder | null = null;

globalThis.recorderCall = {
  async start() {
    const started = Promise.withResolvers<void>();
    recorder = factory.start({
      recordingId: crypto.randomUUID(),
      callId: crypto.randomUUID(),
      microphone,
      remote,
      receivedEnergy: async () => null,
      onEvent: ({ kind }) => {
        if (kind === 'started') started.resolve();
        if (kind === 'failed') started.reject(new Error('the recorder has failed'));
      },
    });
    await started.promise;
  },
  async stop() {
    await recorder?.stop();
    recorder = null;
  },
};

function tone(frequency: number): MediaStreamTrack {
  const oscillator = new OscillatorNode(sounds, { frequency });
  const destination = new MediaStreamAudioDestinationNode(sounds);
  oscillator.connect(destination);
  oscillator.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('no track from the oscillator');
  return track;
}

async function connect(track: MediaStreamTrack): Promise<MediaStreamTrack> {
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  const received = new Promise<MediaStreamTrack>((resolve) => {
    near.ontrack = (event) => resolve(event.track);
  });
  far.addTrack(track);
  // Both ways, as a call is.
  near.addTrack(microphone);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  return received;
}
