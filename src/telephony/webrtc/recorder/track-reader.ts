import { createResampler, type Resampler } from './resampler.ts';
import { createSoundClock } from './sound-clock.ts';
import { sampleRate } from './sound-frames.ts';

export interface TrackReaderOptions {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Mono at 48 kHz; `atMs`: the moment of its first frame. */
  readonly onSound: (samples: Float32Array, atMs: number) => void;
  /** All that has come is read. */
  readonly onIdle: () => void;
  /** The track has ended by itself. */
  readonly onEnd: () => void;
}

/** Sound waits in Chromium's queue meanwhile: a worker that wakes for each 10 ms of each side costs more than the encoder. */
const restMs = 50;
const caughtUpMs = 25;
/** At first each block is taken at once, to learn the track's clock. */
const learningBlocks = 30;
/** More than can have waited for a worker that was not let run: a clock that is not known by then never will be. */
const mostWaitingBlocks = 1100;

/** Reads a track's sound to its end, or until the function returned is called. */
export function readTrack(
  sound: ReadableStream<AudioData>,
  options: TrackReaderOptions,
): () => void {
  const reader = sound.getReader();
  let isStopped = false;
  const run = async () => {
    const clock = createSoundClock(options.nowMs);
    const toMono = createMonoReader();
    let held: { readonly timestamp: number; readonly samples: Float32Array }[] = [];
    for (let count = 0; ; count += 1) {
      const { done, value } = await reader.read();
      if (done || isStopped) return value?.close();
      const { timestamp } = value;
      clock.onArrival(timestamp);
      held.push({ timestamp, samples: toMono(value) });
      value.close();
      if (!clock.isKnown() && count < mostWaitingBlocks) continue;
      for (const one of held) options.onSound(one.samples, clock.momentOf(one.timestamp));
      held = [];
      if (options.nowMs() - clock.momentOf(timestamp) > caughtUpMs) continue;
      options.onIdle();
      if (count > learningBlocks) await options.wait(restMs);
    }
  };
  // A stream that fails has ended, too.
  void run()
    .catch(() => undefined)
    .then(() => isStopped || options.onEnd());
  return () => {
    isStopped = true;
    reader.cancel().catch(() => undefined);
  };
}

/** Averages the channels and brings them to 48 kHz, whatever the track has just now. */
function createMonoReader(): (data: AudioData) => Float32Array {
  let resampler: { readonly rate: number; readonly of: Resampler } | null = null;
  return (data) => {
    const samples = monoOf(data);
    if (data.sampleRate === sampleRate) return samples;
    if (resampler?.rate !== data.sampleRate)
      resampler = { rate: data.sampleRate, of: createResampler(data.sampleRate) };
    return resampler.of.push(samples);
  };
}

function monoOf(data: AudioData): Float32Array {
  const { numberOfChannels, numberOfFrames } = data;
  const mono = planeOf(data, 0);
  if (numberOfChannels === 1) return mono;
  for (let channel = 1; channel < numberOfChannels; channel += 1) {
    const plane = planeOf(data, channel);
    for (let index = 0; index < numberOfFrames; index += 1)
      mono[index] = (mono[index] ?? 0) + (plane[index] ?? 0);
  }
  return mono.map((sample) => sample / numberOfChannels);
}

function planeOf(data: AudioData, planeIndex: number): Float32Array {
  const plane = new Float32Array(data.numberOfFrames);
  data.copyTo(plane, { planeIndex, format: 'f32-planar' });
  return plane;
}
