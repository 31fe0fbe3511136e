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
/** The climbing tone is clear when no other place of the sweep, so far from it, has half of its level. */
const clearTimes = 2;
const nearHz = 60;

/** The voice's steady tone. */
export const steadyHz = 440;

/**
 * Where in its four seconds the voice is, milliseconds; `null` = nobody speaks. `unclear`: somebody does, but the climbing tone
 * cannot be told. At 32 kbit/s Opus gives noise of the same strength for it in some 3 of 100 moments, up to 100 ms long; the
 * loudest of that noise is anywhere.
 */
export type Place = number | 'unclear' | null;

/** The voice at its source. */
export function sweepTrack(context: AudioContext): MediaStreamTrack {
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

/** Samples at 48 kHz, some 40 ms of them. */
export function placeIn(samples: Float32Array): Place {
  const steps = Array.from({ length: (highHz - lowHz) / stepHz + 1 }, (_, step) => {
    const hz = lowHz + step * stepHz;
    return { hz, level: levelOf(samples, hz) };
  });
  const best = steps.reduce((a, b) => (b.level > a.level ? b : a));
  const others = steps.filter(({ hz }) => Math.abs(hz - best.hz) > nearHz);
  if (best.level < faint && levelOf(samples, steadyHz) < faint) return null;
  const isClear = others.every(({ level }) => level * clearTimes < best.level);
  return isClear ? ((best.hz - lowHz) / (highHz - lowHz)) * sweepMs : 'unclear';
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
