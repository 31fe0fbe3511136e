import { createHash } from 'node:crypto';
import { z } from 'zod';
import { cleanLine, clip } from '../../../shared/clean-text.ts';
import { longestAttachment } from '../../../shared/domain/tickets/attachments.ts';
import type { CityMapping } from './city-config.ts';
import type { IncomingFile } from './city-platform.ts';
import type { CityRow } from './read-row.ts';

/** Of one message; what is beyond is named and not taken. */
export const mostOfMessage = 20;
/** Of one message; what is beyond is not even named. */
export const mostNamed = 200;
const longestWords = 500;

/**
 * The files that a row brings in its field for files, and the row as it is kept: with their names, lengths and hashes instead of their
 * bytes. A file that is only an address is kept as that text: nothing that a message names is ever fetched.
 */
export function takeFilesOut(
  mapping: CityMapping,
  row: CityRow,
): { readonly row: CityRow; readonly files: readonly IncomingFile[] } {
  const head = mapping.fields.files;
  const said = head === undefined ? undefined : row[head];
  const items = Array.isArray(said) ? said : textsIn(said);
  if (head === undefined || items.length === 0) return { row, files: [] };
  const files = items.slice(0, mostNamed).map((item: unknown, index) => {
    const file = incomingOf(mapping, item);
    return index < mostOfMessage ? file : { ...file, bytes: null, fault: 'tooMany' };
  });
  return { row: { ...row, [head]: files.map(kept) }, files };
}

/** Names or addresses in one field, between semicolons or on lines. */
export function textsIn(said: unknown): readonly string[] {
  if (typeof said !== 'string' || /^\s*null\s*$/i.test(said)) return [];
  return said
    .split(/[;；\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const objectSchema = z.record(z.string(), z.unknown());

function incomingOf({ files: names }: CityMapping, item: unknown): IncomingFile {
  if (typeof item === 'string') return linkTo(item, item);
  const said = objectSchema.safeParse(item);
  const field = (name: string | undefined) => {
    const value = name === undefined || !said.success ? undefined : said.data[name];
    return typeof value === 'string' ? value : '';
  };
  const fileName = words(field(names?.name));
  const content = field(names?.content);
  const link = field(names?.link);
  if (content === '' && link !== '') return linkTo(link, fileName);
  const sha256 = field(names?.sha256).toLowerCase();
  const none = { fileName, bytes: null, sha256: null, link: '' };
  // Before a byte of it is made.
  if (content.length > longestAttachment * 1.5) return { ...none, fault: 'tooLong' };
  const bytes = bytesOf(content);
  if (bytes === null) return { ...none, fault: 'unreadable' };
  return { ...none, bytes, sha256: sha256 === '' ? null : sha256, fault: null };
}

function linkTo(link: string, fileName: string): IncomingFile {
  return { fileName: words(fileName), bytes: null, sha256: null, link: words(link), fault: 'link' };
}

const words = (text: string) => clip(cleanLine(text).trim(), longestWords);

/** Base64 as it is sent: perhaps in lines, as an address of data, for URLs (RFC 4648 §5), without its padding; `null` = it is none, or empty. */
function bytesOf(content: string): Buffer | null {
  const bare = content
    .replace(/^data:[^,]{0,200};base64,/i, '')
    .replaceAll(/\s/g, '')
    .replace(/={1,2}$/, '');
  if (bare.length % 4 === 1 || !/^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)$/.test(bare)) return null;
  return Buffer.from(bare, 'base64');
}

/** As the ledger keeps it. */
function kept({ fileName, bytes, link, fault }: IncomingFile) {
  if (link !== '') return { fileName, link };
  if (bytes === null) return { fileName, fault };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName, byteLength: bytes.byteLength, sha256 };
}
