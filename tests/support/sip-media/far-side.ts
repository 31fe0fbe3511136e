/** A citizen with a browser of its own: a tone to send, ears, and descriptions that the test carries over by hand. */
export interface FarSide {
  add(kind: 'audio' | 'video'): void;
  /** Complete with candidates. */
  offer(): Promise<string>;
  answer(offer: string): Promise<string>;
  /** `ok`, or what the browser says against this answer to its offer. */
  take(answer: string): Promise<string>;
  rollback(): Promise<void>;
  setDirection(direction: RTCRtpTransceiverDirection): void;
  /** Muted at its own phone: zeros are sent, packets go on. */
  setMuted(muted: boolean): void;
  /** Sends no packet at all any more, or again; everything else of the connection lives on. */
  setSending(sends: boolean): Promise<void>;
  /** Strength of a tone that arrives, dB. */
  hears(frequency: number): number;
  /** Keys that arrived as telephone events (RFC 4733) cannot be seen in a browser; packets can. */
  close(): void;
}

export interface FarSound {
  readonly context: AudioContext;
  readonly track: MediaStreamTrack;
}

const gatherLimitMs = 1500;

export function createFarSide(lines: readonly ('audio' | 'video')[], sound: FarSound): FarSide {
  const connection = new RTCPeerConnection();
  let listener: (frequency: number) => number = () => -Infinity;
  connection.addEventListener('track', ({ track }) => {
    if (track.kind !== 'audio') return;
    playAside(track);
    listener = createListener(sound.context, track);
  });
  const add = (kind: 'audio' | 'video') =>
    void connection.addTransceiver(kind === 'audio' ? sound.track : videoTrack());
  for (const kind of lines) add(kind);
  const gathered = () =>
    new Promise<string>((resolve) => {
      const done = () => resolve(connection.localDescription?.sdp ?? '');
      const look = () => connection.iceGatheringState === 'complete' && done();
      connection.addEventListener('icegatheringstatechange', look);
      setTimeout(done, gatherLimitMs);
      look();
    });
  return {
    add,
    async offer() {
      await connection.setLocalDescription(await connection.createOffer());
      return gathered();
    },
    async answer(offer) {
      await connection.setRemoteDescription({ type: 'offer', sdp: offer });
      for (const line of connection.getTransceivers()) {
        if (line.receiver.track.kind !== 'audio') continue;
        line.direction = 'sendrecv';
        await line.sender.replaceTrack(sound.track);
      }
      await connection.setLocalDescription(await connection.createAnswer());
      return gathered();
    },
    take: (sdp) =>
      connection.setRemoteDescription({ type: 'answer', sdp }).then(() => 'ok', String),
    async rollback() {
      if (connection.signalingState === 'have-local-offer')
        await connection.setLocalDescription({ type: 'rollback' });
    },
    setDirection(direction) {
      for (const line of connection.getTransceivers())
        if (line.receiver.track.kind === 'audio') line.direction = direction;
    },
    setMuted(muted) {
      sound.track.enabled = !muted;
    },
    async setSending(sends) {
      for (const { sender, receiver } of connection.getTransceivers())
        if (receiver.track.kind === 'audio') await sender.replaceTrack(sends ? sound.track : null);
    },
    hears: (frequency) => listener(frequency),
    close: () => connection.close(),
  };
}

export function toneTrack(context: AudioContext, frequency: number): MediaStreamTrack {
  const oscillator = new OscillatorNode(context, { frequency });
  const destination = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(new GainNode(context, { gain: 0.4 })).connect(destination);
  oscillator.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('no track from the oscillator');
  return track;
}

/** Tells the strength of a frequency in a track, dB. */
export function createListener(
  context: AudioContext,
  track: MediaStreamTrack,
): (frequency: number) => number {
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(
    analyser,
  );
  const bins = new Float32Array(analyser.frequencyBinCount);
  return (frequency) => {
    analyser.getFloatFrequencyData(bins);
    return bins[Math.round((frequency * analyser.fftSize) / context.sampleRate)] ?? -Infinity;
  };
}

/** Chromium decodes a remote track only while an element plays it. */
function playAside(track: MediaStreamTrack): void {
  const element = new Audio();
  element.muted = true;
  element.srcObject = new MediaStream([track]);
  void element.play();
}

function videoTrack(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
  const [track] = canvas.captureStream(5).getVideoTracks();
  if (!track) throw new Error('no track from the canvas');
  return track;
}
