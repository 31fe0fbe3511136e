import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { cleanLine, clip } from './clean-text.ts';
import type { CallerNumber } from './domain/caller-number.ts';

type Reading = Pick<CallerNumber, 'key' | 'display' | 'kind'>;

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

/** 110, 12345, 10086, 95xxx, 96510, 400 and 800 numbers: dialled as they are, never with an area code in the key. */
const service = /^(?:11\d|12[0-2]|12\d{3}|100\d{2}|9[56]\d{3,6}|[48]00\d{7})$/;
/** Eleven digits from 1: mobile. 13–19 are in use; 100 0000 0xxx is kept for examples. */
const mobile = /^1\d{10}$/;
/** Area code without its trunk 0 (two digits with 8-digit numbers, or three with 7 or 8), then the subscriber. */
const landline = /^(10|2\d)(\d{8})$|^((?![48]00)[3-9]\d{2})(\d{7,8})$/;

/** What only groups digits: blanks, dashes of every kind, brackets, dots, slashes. */
const grouping = /[\s\-‐-―−().·•/_[\]]/gu;

/** A number inside the house behind the one that is dialled: `转801`, `分机 801`, `ext. 801`, `#801`, `,801`. */
const extensionWord = /\s*(?:转|分机|内线|ext(?:ension)?\.?|x|#|,)\s*:?\s*\d{1,6}\s*$/iu;

/** The same behind a dash: `027-00000456-801`. Tried only when the whole cannot be read. */
const extensionDash = /^(.*\d)\s*[-‐-―−]\s*\d{1,5}$/u;

/** A run of digits with their grouping, not part of a Latin word. */
const numberInText = /(?<![0-9A-Za-z*#+])\+?\(?\d[\d\s\-‐-―−().]{5,}\d(?![0-9A-Za-z*#])/gu;

/**
 * Reads a caller's number as PBXs, trunks, spreadsheets and people spell it: `199-0000-0123`, `019900000123`,
 * `+86 27 0000 0456`, `00862700000456`, `sip:00000456@pbx;user=phone`, `（０２７）00000456转801`, `199 0000 0123（本人）`; of
 * two numbers the first. What cannot be seen in a text does not count. All spellings of one number give the same `key`.
 * Never throws: what cannot be read becomes `unknown` with a `null` key, also what a PBX would take for a feature code
 * (`*46`).
 *
 * @param areaCode area code, with its trunk 0, of local numbers that come without one
 */
export function normaliseNumber(raw: string, areaCode = '027'): CallerNumber {
  const kept = clip(raw, 128);
  const text = userPart(kept);
  const bare = text.replace(grouping, '');
  if (/^[+0]*$/.test(bare) || anonymousWords.has(bare.toLowerCase()))
    return { raw: kept, ...anonymous };
  const area = areaCode.replace(/^0/, '');
  const reading = readBare(bare, area) ?? readDressed(text, area);
  return { raw: kept, ...(reading ?? { key: null, display: clip(text, 64), kind: 'unknown' }) };
}

/** The part of a SIP or tel URI, name-addr or plain spelling that carries the number. */
function userPart(raw: string): string {
  const plain = cleanLine(cleanLine(raw).normalize('NFKC'));
  const addressed = /<([^>]*)>/.exec(plain)?.[1] ?? plain;
  const [user = ''] = addressed.replace(/^\s*(?:sips?|tel):/iu, '').split(/[@;?]/u);
  return user.replace(/%2B/giu, '+').replaceAll('"', '').trim();
}

function readBare(bare: string, area: string): Reading | null {
  return /^\+?\d{1,32}$/.test(bare) ? readDigits(bare, area) : null;
}

/**
 * A number with something around it: an extension, a name, a second number. Only what can be nothing but a whole number
 * counts, so that a house number or a date in a text never becomes somebody's telephone.
 */
function readDressed(text: string, area: string): Reading | null {
  const main = [text.replace(extensionWord, ''), extensionDash.exec(text)?.[1] ?? ''];
  const inText = (text.match(numberInText) ?? []).flatMap((one) => [
    one,
    extensionDash.exec(one)?.[1] ?? '',
    ...one.split(/\s+/),
  ]);
  for (const candidate of [...main, ...inText]) {
    const reading = readBare(candidate.replace(grouping, ''), area);
    if (reading !== null && reading.kind !== 'extension' && reading.kind !== 'unknown')
      return reading;
  }
  return null;
}

function readDigits(bare: string, area: string): Reading | null {
  if (bare.startsWith('+')) {
    return bare.startsWith('+86') ? readChinese(bare.slice(3)) : readForeign(bare, 'possible');
  }
  if (bare.startsWith('0086')) return readChinese(bare.slice(4));
  return (
    readService(bare) ??
    readExtension(bare) ??
    readMobile(bare) ??
    readTrunk(bare, area) ??
    readLocal(bare, area) ??
    (/^0?86/.test(bare) ? readChinese(bare.replace(/^0?86/, '')) : null) ??
    (bare.startsWith('00') ? readForeign(`+${bare.slice(2)}`, 'valid') : null) ??
    readAfterPrefix(bare, area)
  );
}

/** What follows the country code 86, with or without a trunk 0 that does not belong there. */
function readChinese(digits: string): Reading | null {
  const national = digits.replace(/^0/, '');
  return readService(national) ?? readMobile(national) ?? readLandline(national);
}

/** A service number, also behind the 0 that some PBXs put in front of everything. */
function readService(digits: string): Reading | null {
  const number = digits.replace(/^0(?=\d)/, '');
  const found = service.test(digits) ? digits : service.test(number) ? number : null;
  if (found === null) return null;
  const display = found.length === 10 ? grouped(found, 3, 3) : found;
  return { key: found, display, kind: 'service' };
}

function readExtension(digits: string): Reading | null {
  return digits.length <= 5 ? { key: digits, display: digits, kind: 'extension' } : null;
}

function readMobile(digits: string): Reading | null {
  const number = digits.length === 12 ? digits.replace(/^0/, '') : digits;
  if (!mobile.test(number)) return null;
  return { key: `+86${number}`, display: grouped(number, 3, 4), kind: 'mobile' };
}

/** `027 0000 0456`, `2700000456`, and a service number behind the desk's own area code (`02796510`). */
function readTrunk(digits: string, area: string): Reading | null {
  if (digits.startsWith(`0${area}`)) {
    const inArea = digits.slice(area.length + 1);
    if (service.test(inArea) && inArea.length < 7) return readService(inArea);
  }
  if (digits.startsWith('0')) return readLandline(digits.slice(1));
  // Without the trunk 0 only two-digit area codes are unmistakable.
  return /^(?:10|2\d)\d{8}$/.test(digits) ? readLandline(digits) : null;
}

function readLocal(digits: string, area: string): Reading | null {
  const local = area.length === 2 ? /^0?(\d{8})$/ : /^(\d{7,8})$/;
  const subscriber = local.exec(digits)?.[1];
  return subscriber === undefined ? null : readLandline(area + subscriber);
}

function readLandline(national: string): Reading | null {
  const match = landline.exec(national);
  const area = match?.[1] ?? match?.[3];
  const subscriber = match?.[2] ?? match?.[4];
  if (area === undefined || subscriber === undefined) return null;
  const display = `0${area} ${grouped(subscriber, subscriber.length - 4, 4)}`;
  return { key: `+86${national}`, display, kind: 'landline' };
}

/** An outside-line digit (0 or 9) left in front of a complete national number: `902700000456`, `002700000456`. */
function readAfterPrefix(digits: string, area: string): Reading | null {
  const rest = digits.slice(1);
  if (!/^[09]/.test(digits) || !/^(?:0\d{10,11}|1\d{10})$/.test(rest)) return null;
  return readMobile(rest) ?? readTrunk(rest, area);
}

function readForeign(international: string, proof: 'possible' | 'valid'): Reading | null {
  const parsed = parsePhoneNumberFromString(international);
  if (!parsed || !(proof === 'valid' ? parsed.isValid() : parsed.isPossible())) return null;
  // A trunk prefix written after the country code goes in one reading; a second one would change the key again.
  if (parsed.number !== international) return readForeign(parsed.number, proof);
  return { key: parsed.number, display: parsed.formatInternational(), kind: 'foreign' };
}

/** Three groups by the lengths of the first two: `199 0000 0123`; two when nothing is left for the third. */
function grouped(digits: string, first: number, second: number): string {
  const groups = [
    digits.slice(0, first),
    digits.slice(first, first + second),
    digits.slice(first + second),
  ];
  return groups.filter((group) => group !== '').join(' ');
}

/** What a search box was given, when it is a number or a part of one. */
export interface NumberSearch {
  /** Key of the whole number, as `CallerNumber.key`; `null` for a part. */
  readonly key: string | null;
  /** Digits as typed, without anything between them: what ticket numbers are compared with. */
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
  const bare = userPart(text).replace(grouping, '');
  const isDigits = /^\+?\d{4,32}$/.test(bare);
  if (!isDigits && (key === null || key.length < 4)) return null;
  const digits = isDigits ? bare : (key ?? '');
  const partNational = digits.replace(/^(?:\+|00)86(?=\d{3})/, '').replace(/^0(?=\d{4})/, '');
  const national = key === null ? partNational : key.replace(/^\+86/, '');
  return { key, digits: digits.replace('+', ''), national: national.replace('+', '') };
}
