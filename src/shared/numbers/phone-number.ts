import { cleanLine, clip } from '../clean-text.ts';
import type { CallerNumber } from '../domain/calls/caller-number.ts';
import { type Reading, isDay, readDigits, readDigitsInText } from './number-digits.ts';
import {
  beforeExtension,
  beforeTail,
  digitsIn,
  withoutCellDress,
  withoutDates,
  withoutGrouping,
} from './number-text.ts';

/** Spellings by which PBXs and networks say that there is no number (RFC 3323 §4.1, Asterisk, FreeSWITCH, gateways). */
const anonymousWords = new Set([
  'anonymous',
  'unavailable',
  'unknown',
  'restricted',
  'withheld',
  'private',
  'blocked',
  'empty',
  'none',
  'null',
  'nonumber',
  'nocallerid',
  'asterisk',
  'freeswitch',
  '匿名',
  '未知',
  '隐藏',
  '无号码',
]);

const anonymous: Reading = { key: null, display: '匿名', kind: 'anonymous' };

/**
 * Reads a caller's number as PBXs, trunks, spreadsheets and people spell it: `199-0000-0123`, `019900000123`,
 * `+86 27 0000 0456`, `00862700000456`, `17951 199…`, `sip:00000456@pbx;user=phone`, `（０２７）00000456转801`, `="199…"`,
 * `199 0000 0123（本人）`; of two numbers the first. What cannot be seen in a text does not count. All spellings of one
 * number give the same `key`. Never throws: what cannot be read becomes `unknown` with a `null` key, also what a PBX
 * would take for a feature code (`*46`), a date, and digits that a spreadsheet has rounded (`1.99E+10`).
 *
 * @param areaCode area code, with its trunk 0, of local numbers that come without one
 */
export function normaliseNumber(raw: string, areaCode = '027'): CallerNumber {
  const kept = clip(raw, 128);
  const text = userPart(kept);
  const bare = withoutGrouping(text);
  if (/^[+0]*$/.test(bare) || anonymousWords.has(bare.toLowerCase()))
    return { raw: kept, ...anonymous };
  const reading = readText(withoutDates(withoutCellDress(text)), areaCode.replace(/^0/, ''));
  return { raw: kept, ...(reading ?? { key: null, display: clip(text, 64), kind: 'unknown' }) };
}

/** The part of a SIP or tel URI, name-addr or plain spelling that carries the number. */
function userPart(raw: string): string {
  const plain = cleanLine(cleanLine(raw).normalize('NFKC'));
  const addressed = /<([^>]*)>/.exec(plain)?.[1] ?? plain;
  if (/^\s*sips?:[^@]*[a-z.]/iu.test(addressed) && !addressed.includes('@')) return '';
  const [user = ''] = addressed.replace(/^\s*(?:sips?|tel):/iu, '').split(/[@;?]/u);
  const unescaped = user.replace(/%(2[0-9A-F]|3[0-9])/giu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return unescaped.replaceAll('"', '').trim();
}

/** The whole text as a number, else the number in front of an extension, else the first number in it. */
function readText(text: string, area: string): Reading | null {
  const whole = readDigits(withoutGrouping(text), area);
  if (whole?.kind === 'mobile') return whole;
  const head = withoutGrouping(beforeTail(text) ?? '');
  const beforeDash = readDigitsInText({ digits: head, isToldByPlace: true }, area);
  return beforeDash ?? whole ?? readDressed(text, area);
}

/** A number with something around it: an extension, a name, a second number. */
function readDressed(text: string, area: string): Reading | null {
  const main = withoutGrouping(beforeExtension(text) ?? '');
  const found = isDay(main) ? null : readDigits(main, area);
  if (found !== null && found.kind !== 'extension') return found;
  for (const digits of digitsIn(text)) {
    const reading = readDigitsInText(digits, area);
    if (reading !== null) return reading;
  }
  return null;
}

/** What a search box was given, when it is a number or a part of one. */
export interface NumberSearch {
  /** Key of the whole number, as `CallerNumber.key`; `null` for a part. */
  readonly key: string | null;
  /** Digits as typed, without anything between them: of a ticket number, or the last ones of a telephone number. */
  readonly digits: string;
  /** The same without country code and trunk 0, as keys hold them: what telephone numbers are compared with. */
  readonly national: string;
}

/**
 * Reads what was typed to find a number by: any spelling that `normaliseNumber` reads, or at least four digits of one.
 * `null` when it is a word. Numbers are found as numbers, however they or the search are spelled.
 */
export function readNumberSearch(text: string, areaCode = '027'): NumberSearch | null {
  const { key } = normaliseNumber(text, areaCode);
  const bare = withoutGrouping(withoutCellDress(userPart(text)));
  const isDigits = /^\+?\d{4,32}$/.test(bare);
  if (!isDigits && (key === null || key.length < 4)) return null;
  const digits = isDigits ? bare : (key ?? '');
  const partNational = digits.replace(/^(?:\+|00)86(?=\d{3})/, '').replace(/^0(?=\d{4})/, '');
  const national = key === null ? partNational : key.replace(/^\+86/, '');
  return { key, digits: digits.replace('+', ''), national: national.replace('+', '') };
}
