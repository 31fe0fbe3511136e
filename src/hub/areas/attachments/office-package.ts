import type { AttachmentType } from '../../../shared/domain/tickets/ticket-work.ts';

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A paper has dozens of parts; more than this is no paper. */
const mostParts = 5000;

/**
 * Which office document a ZIP file is, by the names in its list of contents; `null` for any other archive, and for one with macros,
 * ActiveX, embedded programs or parts of another file. Nothing is unpacked. APPNOTE 6.3.9, 4.3.12 and 4.3.16; ECMA-376 part 2.
 */
export function officeTypeOf(bytes: Buffer): AttachmentType | null {
  if (bytes.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return null;
  const names = partNames(bytes);
  if (names === null || !names.includes('[Content_Types].xml')) return null;
  if (names.some((name) => active.test(name))) return null;
  const isWord = names.includes('word/document.xml');
  const isSheet = names.includes('xl/workbook.xml');
  // Both at once is neither.
  if (isWord === isSheet) return null;
  return isWord ? word : sheet;
}

const active =
  /vbaProject|vbaData|activeX|macrosheets|\/embeddings\/|\.(?:bin|exe|dll|js|vbs|bat|cmd|html?|svg|zip)$|\.\.[\\/]|^[\\/]/i;

/** Names out of the central directory; `null` when it is not there, or does not end where the file does. */
function partNames(bytes: Buffer): string[] | null {
  // Without a comment: no office program writes one.
  const end = bytes.byteLength - 22;
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50) return null;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  // Nothing stands between the list and its end, nor before the first part.
  if (count > mostParts || at + bytes.readUInt32LE(end + 12) !== end) return null;
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return at === end ? names : null;
}
