import { cleanLine } from '../clean-text.ts';
import { normaliseNumber } from './phone-number.ts';

/**
 * The digits that a phone can dial out of what a person typed to dial it, feature codes (`*45`) and service codes in
 * front of a number (`#31#`) among them; `null` when there are none. Brackets, full width and what is not seen do not
 * matter. What reads as another number than its digits are (`19900000123.0`) is dialled as it reads.
 */
export function dialableDigits(typed: string): string | null {
  const digits = cleanLine(typed)
    .normalize('NFKC')
    .replace(/[\s().\-‐-―−/]/gu, '');
  const isPlain = /^\+?[0-9*#]{1,32}$/.test(digits);
  const { key } = normaliseNumber(typed);
  if (!isPlain || normaliseNumber(digits).key !== key) return callBackDigits(typed);
  // Behind a number `#` ends the dialling and `*801` is for after the answer; in front they belong to what is dialled.
  return key !== null && /^\+?\d+[*#]/.test(digits) ? callBackDigits(typed) : digits;
}

/**
 * The digits to call a number back that came from elsewhere: the telephone line, a ticket, a list. `null` when it is no
 * telephone number; never a feature code, which a caller could have sent as a number.
 */
export function callBackDigits(received: string): string | null {
  const { key, display } = normaliseNumber(received);
  return key === null ? null : display.replaceAll(' ', '');
}
