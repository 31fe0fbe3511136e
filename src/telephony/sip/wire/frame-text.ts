/** Largest frame that is looked at; the PBX's INVITEs have 1 to 3 kB. Bytes, or characters of a text frame. */
export const maxFrameLength = 65_536;

export interface FrameText {
  readonly head: string;
  /** `null`: the frame has no end of headers (blank line). */
  readonly body: Uint8Array | null;
}

const encoder = new TextEncoder();

/**
 * Text frames and binary frames alike (RFC 7118 §4.2). The head must be UTF-8; a body is bytes, because it may hold
 * anything (RFC 4475 §3.1.1.11). `null` when the frame is no text.
 */
export function readFrame(data: string | Uint8Array): FrameText | null {
  if (typeof data === 'string') {
    const end = data.indexOf('\r\n\r\n');
    if (end < 0) return { head: data, body: null };
    return { head: data.slice(0, end), body: encoder.encode(data.slice(end + 4)) };
  }
  const end = indexOfBlankLine(data);
  const head = decodeUtf8(end < 0 ? data : data.subarray(0, end));
  if (head === null) return null;
  return { head, body: end < 0 ? null : data.subarray(end + 4) };
}

/** The body for sip.js, which takes strings: UTF-8 where it is, else one character per byte. */
export function bodyText(body: Uint8Array): string {
  return decodeUtf8(body) ?? Array.from(body, (byte) => String.fromCharCode(byte)).join('');
}

function indexOfBlankLine(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
