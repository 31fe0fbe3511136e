/**
 * A JPEG with the segments that draw it and no others (ISO/IEC 10918-1, annex B): no EXIF, XMP, IPTC, comment, preview, and nothing behind
 * its end, where telephones put a second picture or a film. Which way up it was held stays, in an EXIF of that one entry. `null` =
 * its segments cannot be told apart.
 */
export function cleanJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.byteLength && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.byteLength) return null;
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1) orientation = orientationIn(segment) ?? orientation;
    if (draws(marker, segment)) kept.push(marker === 0xe0 ? withoutPreview(segment) : segment);
    at = end;
    if (marker !== 0xda) continue;
    const scanEnd = endOfScan(bytes, at);
    if (scanEnd === null) return null;
    kept.push(bytes.subarray(at, scanEnd));
    at = scanEnd;
    if (bytes[at + 1] === 0xd9) {
      const [first, ...rest] = [...kept, bytes.subarray(at, at + 2)];
      return Buffer.concat([...(first ? [first] : []), ...turned(orientation), ...rest]);
    }
  }
  return null;
}

/** Tables, frames, scans; JFIF, the colour profile, Adobe's word on colours. */
function draws(marker: number, segment: Buffer): boolean {
  const says = (words: string) => segment.toString('latin1', 4, 4 + words.length) === words;
  if (marker === 0xe0) return says('JFIF\0');
  if (marker === 0xe2) return says('ICC_PROFILE\0');
  if (marker === 0xee) return says('Adobe');
  return (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);
}

/** JFIF 1.02: behind its 16 bytes stands a small picture, perhaps of what was cut away or covered since. */
function withoutPreview(jfif: Buffer): Buffer {
  if (jfif.byteLength < 18) return jfif;
  const bare = Buffer.from(jfif.subarray(0, 18));
  bare.writeUInt16BE(16, 2);
  bare.writeUInt16BE(0, 16);
  return bare;
}

/** Where the next marker stands that is no restart and no stuffed byte; `null` = the picture breaks off. */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isInside = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isInside) return at + 1 < bytes.byteLength ? at : null;
  }
  return null;
}

/** 1 to 8 (TIFF 6.0, Orientation); `null` = the segment does not say. */
function orientationIn(segment: Buffer): number | null {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return null;
  const tiff = segment.subarray(10);
  if (tiff.byteLength < 8) return null;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.byteLength) return null;
  const count = short(first);
  for (let index = 0; index < count; index += 1) {
    const at = first + 2 + index * 12;
    if (at + 12 > tiff.byteLength) return null;
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An EXIF segment that says this alone; none where it is upright. */
function turned(orientation: number): Buffer[] {
  if (orientation === 1) return [];
  const segment = Buffer.from(
    'ffe10022' +
      '457869660000' +
      '4d4d002a00000008' +
      '0001' +
      '0112000300000001' +
      '00000000' +
      '00000000',
    'hex',
  );
  segment.writeUInt16BE(orientation, 28);
  return [segment];
}
