import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CallerNumber } from '../domain/calls/caller-number.ts';
import { withoutDialPrefix } from '../domain/calls/dial-prefixes.ts';

/** What digits say of a number: everything of a `CallerNumber` but how it was written. */
export type Reading = Pick<CallerNumber, 'key' | 'display' | 'kind'>;

/** 110, 12345, 10086, 95xxx, 96510, 400 and 800 numbers: dialled as they are, never with an area code in the key. */
const service = /^(?:11\d|12[0-2]|12\d{3}|100\d{2}|9[56]\d{3,6}|[48]00\d{7})$/;
/** Eleven digits from 1: mobile. 13–19 are in use; 100 0000 0xxx is kept for examples. */
const mobile = /^1\d{10}$/;
/** Area code without its trunk 0 (two digits with 8-digit numbers, or three with 7 or 8), then the subscriber. */
const landline = /^(10|2[0-57-9])(\d{8})$|^((?![48]00)[3-9]\d{2})(\d{7,8})$/;

/**
 * The number that `bare` is, digits with a `+` at most, or behind a service code (`17951…`, `#31#…`); `null` when it is
 * none. Complete readings come before guesses about what stands in front.
 */
export function readDigits(bare: string, area: string): Reading | null {
  if (/^\+?\d{1,32}$/.test(bare)) {
    const reading = readPlain(bare, area);
    if (reading !== null) return reading;
  }
  const number = withoutDialPrefix(bare);
  if (number === bare || !/^\+?\d{1,32}$/.test(number)) return null;
  return wholeOnly(readPlain(number, area));
}

/** `20261126` can be a day as well as somebody's number. */
export function isDay(digits: string): boolean {
  return /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);
}

/**
 * As `readDigits`, for digits found in a text: only what can be nothing but a whole number counts, so that a house
 * number, a meter, an account or a date never becomes somebody's telephone. A number of the own area without its code
 * counts only where its place says so.
 */
export function readDigitsInText(
  { digits, isToldByPlace }: { readonly digits: string; readonly isToldByPlace: boolean },
  area: string,
): Reading | null {
  const number = withoutDialPrefix(digits);
  const isWhole = /^(?:\+|(?:00)?86)|^0?1(?:[3-9]\d|00)\d{8}$|^0[1-9]\d{9,10}$|^[48]00\d{7}$/.test(
    number,
  );
  const isLocal = isToldByPlace && isLocalNumber(number, area) && !isDay(number);
  return isWhole || isLocal ? wholeOnly(readDigits(digits, area)) : null;
}

function wholeOnly(reading: Reading | null): Reading | null {
  return reading?.kind === 'extension' ? null : reading;
}

function readPlain(bare: string, area: string): Reading | null {
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
  const national = withoutDialPrefix(digits).replace(/^0/, '');
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
  return /^(?:10|2[0-57-9])\d{8}$/.test(digits) ? readLandline(digits) : null;
}

function readLocal(digits: string, area: string): Reading | null {
  const subscriber = area.length === 2 ? digits.replace(/^0(?=\d{8}$)/, '') : digits;
  return isLocalNumber(subscriber, area) ? readLandline(area + subscriber) : null;
}

/** A subscriber's number without its area code. None begins with 1 or 9: those are mobiles and services. */
function isLocalNumber(digits: string, area: string): boolean {
  return (area.length === 2 ? /^[02-8]\d{7}$/ : /^[02-8]\d{6,7}$/).test(digits);
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
  const rest = withoutDialPrefix(digits.slice(1));
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
