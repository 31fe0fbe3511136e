/**
 * A voice that tells when it was spoken: beside a steady tone one that climbs from 1500 to 2300 Hz within four seconds, over and
 * over. Whoever hears some of it knows its place in those four seconds, and so what is missing, late or moved.
 */
const sweepMs = 4000;

const rate = 48_000;
const lowHz = 1500;
const highHz = 2300;
const stepHz = 5;
/** Amplitude below which nothing is heard; the voice has 0.2, of which Opus may give a part to the other side. */
const faint = 0.02;

/** The voice at its source. */
export function sweepTrack(context: AudioContext, steadyHz: number): MediaStreamTrack {
  const buffer = new AudioBuffer({ length: (rate * sweepMs) / 1000, sampleRate: rate });
  const samples = buffer.getChannelData(0);
  let climb = 0;
  for (let index = 0; index < samples.length; index += 1) {
    climb += (lowHz + ((highHz - lowHz) * index) / samples.length) / rate;
    const steady = (steadyHz * index) / rate;
    samples[index] = 0.2 * (Math.sin(2 * Math.PI * steady) + Math.sin(2 * Math.PI * climb));
  }
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  const destination = new MediaStreamAudioDestinationNode(context);
  source.connect(destination);
  source.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('no track from the sweep');
  return track;
}

/** Where in its four seconds the voice is, milliseconds; `null` = nobody speaks. Samples at 48 kHz, some 40 ms of them. */
export function placeIn(samples: Float32Array): number | null {
  let best = { level: faint, place: -1 };
  for (let hz = lowHz; hz <= highHz; hz += stepHz) {
    const level = levelOf(samples, hz);
    if (level > best.level) best = { level, place: ((hz - lowHz) / (highHz - lowHz)) * sweepMs };
  }
  return best.place < 0 ? null : best.place;
}

/** How far `place` is ahead of `other`, milliseconds; negative = behind. */
export function apart(place: number, other: number): number {
  const difference = (place - other + sweepMs) % sweepMs;
  return difference > sweepMs / 2 ? difference - sweepMs : difference;
}

/** Amplitude of one frequency, by Goertzel's filter. */
function levelOf(samples: Float32Array, hz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let previous = 0;
  let before = 0;
  for (const sample of samples) {
    const next = sample + factor * previous - before;
    before = previous;
    previous = next;
  }
  const power = previous ** 2 + before ** 2 - factor * previous * before;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
