import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { CallSettings } from '../../../shared/domain/phone/call-settings.ts';
import { dialableDigits } from '../../../shared/numbers/number-to-dial.ts';

/** Who is behind a number as the office knows it: the name of a partner, else the number as lists show it. */
export function partyName(calling: CallSettings | null, number: string): string {
  return knownName(calling, number) ?? maskNumber(number);
}

/** Name and number of who is on the line now; the whole number, as it is this call's. */
export function shownParty(calling: CallSettings | null, number: string): string {
  const name = knownName(calling, number);
  return name === null ? number : `${name} ${number}`;
}

/** The partner's name; `null` = nobody whom the office has named. */
export function knownName(calling: CallSettings | null, number: string): string | null {
  const digits = dialableDigits(number);
  const partner = calling?.partners.find((one) => dialableDigits(one.number) === digits);
  return digits === null ? null : (partner?.name ?? null);
}
