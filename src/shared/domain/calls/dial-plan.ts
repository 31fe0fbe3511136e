import type { CallSettings, DialPlan, Partner } from '../phone/call-settings.ts';
import { withoutDialPrefix } from './dial-prefixes.ts';

/** What becomes of a number: the string for the PBX, or no call at all (`phone.numberForbidden`). */
export type PlannedNumber =
  | { readonly kind: 'dial'; readonly dialString: string }
  | { readonly kind: 'forbidden' };

/**
 * From a number as people write it (spaces, dashes, brackets, full width, `+86`) to what the PBX wants. Emergency numbers
 * come first and are never blocked; extensions and feature codes (`*`, `#`) stay as they are; everything else gets the
 * outside prefix once, however it was written, unless it begins with a forbidden prefix, or has one behind a service code.
 */
export function planNumber(plan: DialPlan, number: string): PlannedNumber {
  const written = clean(number);
  const prefix = clean(plan.outsidePrefix);
  const emergency = emergencyIn(plan, written);
  if (emergency !== null) return { kind: 'dial', dialString: prefix + emergency };
  if (isForbiddenBehindCode(plan, written)) return { kind: 'forbidden' };
  if (isInternal(plan, written)) return { kind: 'dial', dialString: written };
  const typed = withoutPrefix(written, prefix);
  if (isForbidden(plan, written) || (typed !== null && isForbidden(plan, typed)))
    return { kind: 'forbidden' };
  const outside = toNational(typed !== null && looksWhole(typed) ? typed : written);
  return { kind: 'dial', dialString: prefix + outside };
}

/** Is this one of the emergency numbers, with or without outside prefix and country code? */
export function isEmergencyNumber(plan: DialPlan, number: string): boolean {
  return emergencyIn(plan, clean(number)) !== null;
}

/** Whom the key of danger brings in: the first partner who is an emergency service, else the police as the plan writes it. */
export function emergencyTarget({
  partners,
  dialPlan,
}: Pick<CallSettings, 'partners' | 'dialPlan'>): Partner | null {
  const partner = partners.find(({ number }) => isEmergencyNumber(dialPlan, number));
  const [first] = dialPlan.emergencyNumbers;
  return partner ?? (first === undefined ? null : { name: first, number: first });
}

function emergencyIn(plan: DialPlan, written: string): string | null {
  const typed = withoutPrefix(written, clean(plan.outsidePrefix));
  const forms = [written, ...(typed === null ? [] : [typed])].flatMap((form) => [
    form,
    form.replace(/^(?:\+|00)86/, ''),
    withoutDialPrefix(form),
  ]);
  return plan.emergencyNumbers.map(clean).find((one) => forms.includes(one)) ?? null;
}

/** NFKC turns full-width digits into plain ones; what only groups digits goes. */
function clean(number: string): string {
  return number.normalize('NFKC').replace(/[\s().\-‐-―/]/gu, '');
}

function isInternal(plan: DialPlan, written: string): boolean {
  return /^[*#]/.test(written) || (/^\d+$/.test(written) && written.length <= plan.internalDigits);
}

function withoutPrefix(written: string, prefix: string): string | null {
  return prefix !== '' && written.startsWith(prefix) ? written.slice(prefix.length) : null;
}

/** A service code in front (`17951`, `#31#`) opens no way to a forbidden number. */
function isForbiddenBehindCode(plan: DialPlan, written: string): boolean {
  const prefix = clean(plan.outsidePrefix);
  return [written, withoutPrefix(written, prefix) ?? written].some((form) => {
    const number = withoutDialPrefix(form);
    if (number === form) return false;
    return isForbidden(plan, number) || isForbidden(plan, withoutPrefix(number, prefix) ?? number);
  });
}

function isForbidden(plan: DialPlan, number: string): boolean {
  const national = toNational(number);
  return plan.forbiddenPrefixes
    .map((one) => toTrunk(clean(one)))
    .some((one) => {
      if (one === '') return false;
      return national.startsWith(one) || number.startsWith(one);
    });
}

/**
 * Only what can be nothing but a whole number counts as typed behind the prefix: with prefix `9`, `96510` is a number of
 * its own and `9027…` is not.
 */
function looksWhole(number: string): boolean {
  return /^(?:\+\d+|0\d+|1[3-9]\d{9}|[2-8]\d{7}|[48]00\d{7})$/.test(number);
}

/** `+86 27 …` as it is dialled at home; other countries by `00`. */
function toNational(number: string): string {
  if (!number.startsWith('+86')) return toTrunk(number);
  const rest = number.slice(3);
  const isAreaNumber = /^(?:10\d{8}|(?![48]00\d{7}$)[2-9]\d{8,10})$/.test(rest);
  return isAreaNumber ? `0${rest}` : rest;
}

function toTrunk(number: string): string {
  return number.startsWith('+') ? `00${number.slice(1)}` : number;
}
