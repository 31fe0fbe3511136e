const bias = 0x84;
const clip = 32_635;

/** What PCMU plays for "no sound". */
export const pcmuSilence = 0xff;

/** One 16-bit sample as G.711 µ-law (ITU-T G.711). */
export function encodePcmu(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** One µ-law byte as a 16-bit sample. */
export function decodePcmu(byte: number): number {
  const inverted = ~byte & 0xff;
  const exponent = (inverted >> 4) & 0x07;
  const magnitude = (((inverted & 0x0f) << 3) + bias) * 2 ** exponent - bias;
  return inverted & 0x80 ? -magnitude : magnitude;
}

/** Encodes a whole recording. */
export function encodePcmuSamples(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, encodePcmu);
}
