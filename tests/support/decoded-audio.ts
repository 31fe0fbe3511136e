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

/** Strength of one frequency in a span (Goertzel), as the amplitude of that sine wave. */
export function toneLevel(
  samples: Float32Array,
  frequency: number,
  span: { readonly fromMs: number; readonly toMs: number },
): number {
  const part = samples.subarray(span.fromMs * 48, span.toMs * 48);
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / 48_000);
  let previous = 0;
  let before = 0;
  for (const sample of part) {
    const next = sample + factor * previous - before;
    before = previous;
    previous = next;
  }
  const power = previous ** 2 + before ** 2 - factor * previous * before;
  return (2 * Math.sqrt(Math.max(0, power))) / part.length;
}
