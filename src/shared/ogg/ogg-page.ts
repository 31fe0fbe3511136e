import { oggCrc } from './ogg-crc.ts';

/** One page of an Ogg stream (RFC 3533 §6), as far as we write and check it. */
export interface OggPage {
  /** `first`, `last` page of the logical stream, `continued` packet from the page before. */
  readonly first: boolean;
  readonly last: boolean;
  readonly continued: boolean;
  /** For Opus: 48 kHz samples, pre-skip included, up to the end of the page (RFC 7845 §4); -1 when no packet ends here. */
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  readonly packetCount: number;
  /** The whole page, header included. */
  readonly bytes: Uint8Array;
}

const headerLength = 27;
const crcOffset = 22;
const twoTo32 = 2 ** 32;

/** Builds one page out of whole packets. Each packet must be shorter than 255 × 255 bytes. */
export function encodeOggPage(page: {
  readonly first: boolean;
  readonly last: boolean;
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  readonly packets: readonly Uint8Array[];
}): Uint8Array {
  const lacing = page.packets.flatMap((packet) => lacingOf(packet.byteLength));
  if (lacing.length > 255) throw new RangeError('too many packets for one Ogg page');
  const bodyLength = page.packets.reduce((sum, packet) => sum + packet.byteLength, 0);
  const out = new Uint8Array(headerLength + lacing.length + bodyLength);
  const view = new DataView(out.buffer);
  out.set([0x4f, 0x67, 0x67, 0x53, 0, (page.first ? 2 : 0) | (page.last ? 4 : 0)]);
  view.setUint32(6, page.granule % twoTo32, true);
  view.setUint32(10, Math.floor(page.granule / twoTo32), true);
  view.setUint32(14, page.serial, true);
  view.setUint32(18, page.sequence, true);
  out[26] = lacing.length;
  out.set(lacing, headerLength);
  let offset = headerLength + lacing.length;
  for (const packet of page.packets) {
    out.set(packet, offset);
    offset += packet.byteLength;
  }
  view.setUint32(crcOffset, oggCrc(out), true);
  return out;
}

/**
 * The page that begins at `offset`: `null` when there is none, it is cut, or its CRC is wrong.
 * Looks at no more than one page's bytes.
 */
export function parseOggPage(bytes: Uint8Array, offset: number): OggPage | null {
  const length = pageLengthAt(bytes, offset);
  if (length === null) return null;
  const page = bytes.subarray(offset, offset + length);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  // Not `slice`: on a Buffer that is a view, not a copy.
  const unsigned = new Uint8Array(page);
  unsigned.fill(0, crcOffset, crcOffset + 4);
  if (oggCrc(unsigned) !== view.getUint32(crcOffset, true)) return null;
  const flags = page[5] ?? 0;
  const lacing = page.subarray(headerLength, headerLength + (page[26] ?? 0));
  return {
    continued: (flags & 1) !== 0,
    first: (flags & 2) !== 0,
    last: (flags & 4) !== 0,
    granule: view.getInt32(10, true) * twoTo32 + view.getUint32(6, true),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    packetCount: lacing.filter((value) => value < 255).length,
    bytes: page,
  };
}

function pageLengthAt(bytes: Uint8Array, offset: number): number | null {
  const isPage =
    bytes[offset] === 0x4f &&
    bytes[offset + 1] === 0x67 &&
    bytes[offset + 2] === 0x67 &&
    bytes[offset + 3] === 0x53 &&
    bytes[offset + 4] === 0;
  if (!isPage) return null;
  const segments = bytes[offset + 26] ?? 0;
  const bodyStart = offset + headerLength + segments;
  let length = headerLength + segments;
  for (let index = offset + headerLength; index < bodyStart; index += 1)
    length += bytes[index] ?? 0;
  // What is cut before its lengths ends behind the bytes, too.
  return offset + length > bytes.byteLength ? null : length;
}

function lacingOf(byteLength: number): number[] {
  const full = Array.from({ length: Math.floor(byteLength / 255) }, () => 255);
  return [...full, byteLength % 255];
}
