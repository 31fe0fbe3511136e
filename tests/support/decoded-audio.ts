import { OggOpusDecoder } from 'ogg-opus-decoder';

/** A decoded recording; samples at 48 kHz. */
export interface DecodedAudio {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly durationMs: number;
  readonly errors: number;
}

/** Decodes Ogg Opus with libopus (WebAssembly), independent of our own code. */
export async function decodeOgg(bytes: Uint8Array): Promise<DecodedAudio> {
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = await decoder.decodeFile(bytes);
    const [left = new Float32Array(), right = new Float32Array()] = channelData;
    const durationMs = (samplesDecoded / sampleRate) * 1000;
    return { left, right, durationMs, errors: errors.length };
  } finally {
    decoder.free();
  }
}

/**
 * Strength of one frequency in a span, as the amplitude of that sine wave: the median of windows of 20 ms, so that a
 * starved sound thread of a busy test machine does not count.
 */
export function toneLevel(
  samples: Float32Array,
  frequency: number,
  span: { readonly fromMs: number; readonly toMs: number },
): number {
  const window = 20 * 48;
  const levels: number[] = [];
  for (let from = span.fromMs * 48; from + window <= span.toMs * 48; from += window) {
    levels.push(goertzel(samples.subarray(from, from + window), frequency));
  }
  return levels.toSorted((a, b) => a - b)[Math.floor(levels.length / 2)] ?? 0;
}

function goertzel(samples: Float32Array, frequency: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / 48_000);
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
