/** Bytes as they go in a call. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In parts: an argument list has an end.
  for (let at = 0; at < bytes.byteLength; at += 0x8000)
    text += String.fromCodePoint(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Throws for what is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (one) => one.codePointAt(0) ?? 0);
}
