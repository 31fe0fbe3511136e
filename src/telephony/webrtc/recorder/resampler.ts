import { sampleRate } from './sound-frames.ts';

/** Brings a stream of mono sound to 48 kHz, block by block, without a seam. */
export interface Resampler {
  push(samples: Float32Array): Float32Array<ArrayBuffer>;
}

/** Input samples on either side that a sample is made of. */
const reach = 16;

/**
 * A windowed sinc, one set of weights for each place between two input samples. A call by G.711 comes at 8 or 16 kHz: a straight
 * line between samples would mirror the voice above it.
 */
export function createResampler(inputRate: number): Resampler {
  const common = greatestCommonDivisor(inputRate, sampleRate);
  const phases = sampleRate / common;
  const step = inputRate / common;
  const weights = Array.from({ length: phases }, (_, phase) =>
    weightsAt(phase / phases, Math.min(1, sampleRate / inputRate)),
  );
  let held = new Float32Array(2 * reach);
  /** Place of the next output sample, in `phases` parts of an input sample from the start of `held`. */
  let place = reach * phases;
  return {
    push(samples) {
      const input = new Float32Array(held.length + samples.length);
      input.set(held);
      input.set(samples, held.length);
      const end = (input.length - reach) * phases;
      const output = new Float32Array(Math.max(0, Math.ceil((end - place) / step)));
      for (let index = 0; index < output.length; index += 1) {
        const from = Math.floor(place / phases) - reach + 1;
        output[index] = weigh(input, from, weights[place % phases] ?? []);
        place += step;
      }
      const used = Math.max(0, Math.floor(place / phases) - reach);
      held = input.slice(used);
      place -= used * phases;
      return output;
    },
  };
}

function weigh(input: Float32Array, from: number, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1)
    sum += (input[from + index] ?? 0) * (weights[index] ?? 0);
  return sum;
}

/** Weights of the samples around a place that is `fraction` of a sample after the middle one. They add up to 1. */
function weightsAt(fraction: number, cutoff: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach }, (_, index) => {
    const away = index - (reach - 1) - fraction;
    const angle = Math.PI * away * cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * away) / (reach + 1)));
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
