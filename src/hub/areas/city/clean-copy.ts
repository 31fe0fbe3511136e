import type { AttachmentType } from '../../../shared/domain/tickets/ticket-work.ts';
import { cleanJpeg } from './clean-jpeg.ts';

/**
 * The copy of a file that leaves the house: of a picture what is needed to draw it, and nothing that says where, when, by whom or with
 * which device it was taken. `null` = a picture whose parts cannot be told apart: it does not leave. Other files go as they are.
 */
export function cleanCopy(mediaType: AttachmentType, bytes: Buffer): Buffer | null {
  if (mediaType === 'image/jpeg') return cleanJpeg(bytes);
  if (mediaType === 'image/png') return cleanPng(bytes);
  return mediaType === 'image/webp' ? cleanWebp(bytes) : bytes;
}

/** PNG (third edition), section 11: what draws. Texts (`tEXt`, `zTXt`, `iTXt`), `eXIf`, `tIME` and all private chunks are left out. */
const pngParts = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs'.split(' '),
);

function cleanPng(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.byteLength) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.byteLength) return null;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (pngParts.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

/** RFC 9649: what draws. `EXIF`, `XMP ` and unknown chunks are left out. */
const webpParts = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** In the first byte of `VP8X`: there is EXIF, there is XMP. */
const saysMore = 0x08 | 0x04;

function cleanWebp(bytes: Buffer): Buffer | null {
  const kept = webpPartsFrom(bytes, 12);
  if (kept === null || kept.length === 0) return null;
  const body = Buffer.concat([Buffer.from('WEBP'), ...kept]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.byteLength, 4);
  return Buffer.concat([head, body]);
}

/** `null` = they cannot be told apart. */
function webpPartsFrom(bytes: Buffer, from: number): Buffer[] | null {
  const kept: Buffer[] = [];
  let at = from;
  while (at + 8 <= bytes.byteLength) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > bytes.byteLength) return null;
    const part = cleanPart(name, Buffer.from(bytes.subarray(at, end)), length);
    if (part === null) return null;
    if (webpParts.has(name)) kept.push(part);
    at = end;
  }
  return kept;
}

/** Of a frame of an animation: name and length, then where it stands and how long it is shown; behind that follow its own parts. */
const frameHead = 24;

function cleanPart(name: string, part: Buffer, length: number): Buffer | null {
  if (name === 'VP8X' && length > 0) part.writeUInt8(part.readUInt8(8) & ~saysMore, 8);
  if (name !== 'ANMF') return part;
  const inside = webpPartsFrom(part.subarray(0, 8 + length), frameHead);
  if (inside === null) return null;
  const frame = Buffer.concat([part.subarray(0, frameHead), ...inside]);
  if (frame.byteLength < frameHead) return null;
  frame.writeUInt32LE(frame.byteLength - 8, 4);
  return frame;
}
