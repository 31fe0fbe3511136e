import { AppError } from '../app-error.ts';
import type { RecordingMark } from '../domain/recordings/recording.ts';

/**
 * Content of one recording chunk: a list of entries, each `kind (1 byte) · byteLength (u32 big-endian) · payload`.
 * A chunk is what the phone page sends in one PUT and what the host encrypts into one frame of the segment file.
 *
 * - `audio`: whole Ogg pages (RFC 3533, Opus mapping RFC 7845). All audio payloads of a recording, in order, are
 *   one Ogg stream: 48 kHz, two channels, left the agent, right the citizen.
 * - `levels`: peaks of that span, one pair of bytes (agent, citizen; 0–100) per 100 ms.
 * - `mark`: UTF-8 JSON of one `RecordingMark`, written when its end is known.
 */
export type RecordingEntry =
  | { readonly kind: 'audio'; readonly bytes: Uint8Array }
  | { readonly kind: 'levels'; readonly peaks: Uint8Array }
  | { readonly kind: 'mark'; readonly mark: RecordingMark };

/** Milliseconds that one pair of `levels` stands for. */
export const levelStepMs = 100;

const tags = { audio: 1, levels: 2, mark: 3 } as const;
const headerLength = 5;

/** Encodes entries in order. `encodeText` is `TextEncoder.encode` of the runtime. */
export function encodeEntries(
  entries: readonly RecordingEntry[],
  encodeText: (text: string) => Uint8Array,
): Uint8Array {
  const payloads = entries.map((entry) => payloadOf(entry, encodeText));
  const total = payloads.reduce((sum, payload) => sum + headerLength + payload.byteLength, 0);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  let offset = 0;
  payloads.forEach((payload, index) => {
    const entry = entries[index];
    if (!entry) return;
    out[offset] = tags[entry.kind];
    view.setUint32(offset + 1, payload.byteLength);
    out.set(payload, offset + headerLength);
    offset += headerLength + payload.byteLength;
  });
  return out;
}

/** Decodes a chunk. Throws `recording.damaged` when lengths or kinds do not fit. */
export function decodeEntries(
  chunk: Uint8Array,
  decodeText: (bytes: Uint8Array) => string,
): RecordingEntry[] {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const entries: RecordingEntry[] = [];
  let offset = 0;
  while (offset < chunk.byteLength) {
    if (offset + headerLength > chunk.byteLength) throw damaged('entry header cut');
    const tag = chunk[offset];
    const end = offset + headerLength + view.getUint32(offset + 1);
    if (end > chunk.byteLength) throw damaged('entry payload cut');
    entries.push(entryOf(tag, chunk.subarray(offset + headerLength, end), decodeText));
    offset = end;
  }
  return entries;
}

function payloadOf(entry: RecordingEntry, encodeText: (text: string) => Uint8Array): Uint8Array {
  if (entry.kind === 'audio') return entry.bytes;
  if (entry.kind === 'levels') return entry.peaks;
  return encodeText(JSON.stringify(entry.mark));
}

function entryOf(
  tag: number | undefined,
  payload: Uint8Array,
  decodeText: (bytes: Uint8Array) => string,
): RecordingEntry {
  if (tag === tags.audio) return { kind: 'audio', bytes: payload };
  if (tag === tags.levels) return { kind: 'levels', peaks: payload };
  if (tag !== tags.mark) throw damaged('unknown entry kind');
  return { kind: 'mark', mark: parseMark(decodeText(payload)) };
}

function parseMark(json: string): RecordingMark {
  try {
    // oxlint-disable-next-line house/checked-json -- every kind of mark is read, also a later release's; who uses one looks at it
    return JSON.parse(json);
  } catch (cause) {
    throw new AppError('recording.damaged', { cause, detail: 'mark is not JSON' });
  }
}

function damaged(detail: string): AppError {
  return new AppError('recording.damaged', { detail });
}
