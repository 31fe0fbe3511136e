/** Largest frame that is looked at; the PBX's INVITEs have 1 to 3 kB. Bytes, or characters of a text frame. */
export const maxFrameLength = 65_536;

export interface FrameText {
  readonly head: string;
  /** `null`: the frame has no end of headers (blank line). */
  readonly body: Uint8Array | null;
}

const encoder = new TextEncoder();

/**
 * Text frames and binary frames alike (RFC 7118 §4.2), with line feeds alone, too. A head that is not UTF-8 is read as GB18030 line
 * by line, as some gateways write names; a body is bytes, because it may hold anything (RFC 4475 §3.1.1.11).
 */
export function readFrame(data: string | Uint8Array): FrameText {
  if (typeof data === 'string') {
    const text = data.replace(/^[\uFEFF\r\n]+/, '');
    const end = endOfHead(text);
    if (end === null) return { head: text, body: null };
    const head = withLineEnds(text.slice(0, end.from), end);
    return { head, body: encoder.encode(text.slice(end.to)) };
  }
  const bytes = data.subarray(startOf(data));
  // One character for each byte: places in the text are places in the frame.
  const end = endOfHead(new TextDecoder('latin1').decode(bytes));
  if (end === null) return { head: decodeHead(bytes), body: null };
  const head = withLineEnds(decodeHead(bytes.subarray(0, end.from)), end);
  return { head, body: bytes.subarray(end.to) };
}

interface HeadEnd {
  readonly from: number;
  /** Where the body begins. */
  readonly to: number;
  /** Not CR and LF, as RFC 3261 §7 wants it. */
  readonly isLoose: boolean;
}

/** The blank line; `null`: there is none. A frame that begins with a bare LF as line end is read so to the end of its head. */
function endOfHead(text: string): HeadEnd | null {
  const isBare = /^[^\r\n]*\n/.test(text);
  const from = isBare ? -1 : text.indexOf('\r\n\r\n');
  if (from >= 0) return { from, to: from + 4, isLoose: false };
  const blank = /\r?\n\r?\n/.exec(text);
  return blank && { from: blank.index, to: blank.index + blank[0].length, isLoose: true };
}

function withLineEnds(head: string, { isLoose }: HeadEnd): string {
  return isLoose ? head.replace(/\r?\n/g, '\r\n') : head;
}

/** Behind what may stand before the start line: line ends (RFC 3261 §7.5) and a byte order mark. */
function startOf(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => ![0xef, 0xbb, 0xbf, 13, 10].includes(byte));
  return at < 0 ? bytes.length : at;
}

/** The body for sip.js, which takes strings: UTF-8 where it is, else one character per byte. */
export function bodyText(body: Uint8Array): string {
  return decodeUtf8(body) ?? Array.from(body, (byte) => String.fromCharCode(byte)).join('');
}

function decodeHead(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text !== null) return text;
  const lines: string[] = [];
  for (let start = 0; start <= bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(decodeLine(bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines.join('\n');
}

/** What can be decoded in no way is U+FFFD, one for each byte. */
function decodeLine(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? decodeGb18030(bytes) ?? bytesAsAscii(bytes);
}

/** `null` when it is none, or when it would swallow a character on which the header hangs, as other encodings read as GB18030 do. */
function decodeGb18030(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return marks(text) === marks(bytesAsAscii(bytes)) ? text : null;
  } catch {
    return null;
  }
}

function marks(text: string): string {
  return text.replace(/[^<>";:@]/g, '');
}

function bytesAsAscii(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : '\uFFFD')).join('');
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
