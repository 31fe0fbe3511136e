/** Sample rate of everything that a citizen's line carries. */
export const lineRate = 8000;

/**
 * Samples of a RIFF/WAVE file: mono, 16-bit PCM, 8 kHz, which is what `tools/make-speech.sh` makes.
 * Throws for anything else: a training file in another format is a mistake of whoever prepared it.
 */
export function readLineWav(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') throw new Error('not a WAVE file');
  let format: string | null = null;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const tag = tagAt(view, at);
    const length = view.getUint32(at + 4, true);
    if (tag === 'fmt ' && at + 24 <= view.byteLength) format = formatAt(view, at + 8);
    if (tag === 'data') {
      if (format !== `1/1/${lineRate}/16`) {
        throw new Error(
          `speech must be PCM, mono, ${lineRate} Hz, 16 bit; this is ${format ?? 'unknown'}`,
        );
      }
      return samplesAt(view, at + 8, Math.min(length, view.byteLength - at - 8));
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('WAVE file without sound');
}

function tagAt(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}

/** Codec, channels, rate and bits. */
function formatAt(view: DataView, at: number): string {
  const [codec, channels, bits] = [0, 2, 14].map((offset) => view.getUint16(at + offset, true));
  return `${codec}/${channels}/${view.getUint32(at + 4, true)}/${bits}`;
}

function samplesAt(view: DataView, at: number, byteLength: number): Int16Array {
  return Int16Array.from({ length: byteLength >> 1 }, (_, index) =>
    view.getInt16(at + index * 2, true),
  );
}
