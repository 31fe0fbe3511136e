import type { AttachmentType } from '../../../shared/domain/tickets/ticket-work.ts';
import { officeTypeOf } from './office-package.ts';

/**
 * What a file is, by its bytes alone; `null` = nothing that may be attached. The list is closed: what is not recognised is refused,
 * and so is a file that another program would read as something else as well (a picture with a page, a script or an archive in it).
 */
export function fileTypeOf(bytes: Buffer): AttachmentType | null {
  const type = bySignature(bytes) ?? officeTypeOf(bytes) ?? (isPlainText(bytes) ? textType : null);
  if (type === null || hasSecondFace(bytes, type)) return null;
  return type;
}

const textType: AttachmentType = 'text/plain';

function bySignature(bytes: Buffer): AttachmentType | null {
  const ascii = (from: number, length: number) => bytes.toString('latin1', from, from + length);
  const begins = (...head: number[]) => head.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
    return isWholePng(bytes) ? 'image/png' : null;
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WEBP') return 'image/webp';
  if (ascii(0, 5) === '%PDF-') return hasActiveParts(bytes) ? null : 'application/pdf';
  if (ascii(0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(0, 6) === '#!AMR\n' || ascii(0, 9) === '#!AMR-WB\n') return 'audio/amr';
  if (ascii(0, 3) === 'ID3' || isMp3Frame(bytes)) return 'audio/mpeg';
  return ascii(4, 4) === 'ftyp' ? byBrand(ascii(8, 4)) : null;
}

/** ISO 14496-12: the major brand says what a file of boxes is. */
function byBrand(brand: string): AttachmentType | null {
  if (['heic', 'heix', 'heim', 'heis', 'mif1'].includes(brand)) return 'image/heic';
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4[AV] |3gp\d|MSNV|dash)$/.test(brand) ? 'video/mp4' : null;
}

/** MPEG-1 or 2, layer III, with a bit rate and a sampling rate that there are. */
function isMp3Frame(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  return isLayer3 && third >> 4 !== 0 && third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c;
}

/** Begins with its head and ends with its end: nothing hangs behind the picture. */
function isWholePng(bytes: Buffer): boolean {
  const end = Buffer.from('0000000049454e44ae426082', 'hex');
  return bytes.toString('latin1', 12, 16) === 'IHDR' && bytes.subarray(-12).equals(end);
}

/**
 * What a reader of PDF carries out, or unpacks, also where a letter of its name is written as a number (ISO 32000-1, 7.3.5). Inside a
 * compressed part it is not seen.
 */
function hasActiveParts(bytes: Buffer): boolean {
  const plain = withoutPacked(bytes.toString('latin1')).replaceAll(
    /#([0-9a-f]{2})/gi,
    (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)),
  );
  return activeName.test(plain);
}

/** Before a stream, in bytes; what is longer is not taken for one, and its stream is looked at. */
const longestDictionary = 1024;
/** So many streams are looked at; of a file that has more, the rest stays as it is and is read as if nothing were packed. */
const mostStreams = 20_000;

/**
 * A PDF without the streams that are packed (7.3.8): in some megabytes of a packed photo the few letters of a name stand by chance, and what was meant
 * to stand there cannot be read anyway.
 */
function withoutPacked(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let seen = 0;
  for (const { index } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    if (index < from) continue;
    seen += 1;
    if (seen > mostStreams) break;
    const before = text.slice(Math.max(from, index - longestDictionary), index);
    if (!before.slice(before.lastIndexOf('obj') + 1).includes('/Filter')) continue;
    const end = text.indexOf('endstream', index);
    if (end < 0) break;
    parts.push(text.slice(from, index));
    from = end;
  }
  return [...parts, text.slice(from)].join('\n');
}

/** Behind a name stands white space or a delimiter (7.2.2). */
const activeName = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)[\s\0/()<>[\]{}%]/;

/** Tab, line ends, page end. */
const allowed = '\t\n\v\f\r\u0085';

/** UTF-8, or the GB 18030 of older Windows, without control characters, and nothing that a shell or a viewer of pictures would take. */
function isPlainText(bytes: Buffer): boolean {
  const text = decoded(bytes);
  if (text === null || /^(?:\uFEFF?\s*#!|GIF8)/.test(text)) return false;
  return (text.match(/\p{Cc}/gu) ?? []).every((one) => allowed.includes(one));
}

function decoded(bytes: Buffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** How far a program looks for what it knows: browsers 1445 bytes, readers of PDF 1024. */
const headLength = 4096;
/** A ZIP file is found from its end: 22 bytes and a comment of at most 65 535. */
const longestZipEnd = 65_557;

const markup =
  /<(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?php|\?xml)|^\s*<[a-z!?]/i;
/** Of a page of a server. Two bytes that stand by chance in the head of every sixteenth picture: asked of text alone. */
const serverPage = /<%/;

function hasSecondFace(bytes: Buffer, type: AttachmentType): boolean {
  const head = bytes.toString('latin1', 0, headLength);
  const isOffice = type.startsWith('application/vnd.');
  if (!isOffice && bytes.subarray(-longestZipEnd).includes('PK\u0005\u0006')) return true;
  if (type !== 'application/pdf' && head.includes('%PDF-')) return true;
  // The first parts of an office file are packed; what its names are has been judged.
  if (isOffice) return false;
  if (type !== textType) return markup.test(head);
  const text = bytes.toString('latin1');
  return markup.test(text) || serverPage.test(text);
}
