/**
 * Reads a whole body, counting while it comes: `tooLong` as soon as it is longer than `maxLength`, and not a piece is read
 * beyond that; `cut` when the sender went away or was too slow.
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  maxLength: number,
): Promise<Uint8Array | 'tooLong' | 'cut'> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  try {
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) break;
      length += piece.value.byteLength;
      if (length > maxLength) return 'tooLong';
      pieces.push(piece.value);
    }
  } catch {
    return 'cut';
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
