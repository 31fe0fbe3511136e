import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { dialableDigits } from '../../../shared/numbers/number-to-dial.ts';

/** Whom the office knows by name: its partners, and the colleagues on duty. */
export type KnownParties = Pick<DeskState, 'calling' | 'colleagues'>;

/** Who is behind a number as the office knows it: the name of a partner or colleague, else the number as lists show it. */
export function partyName(known: KnownParties, number: string): string {
  return knownName(known, number) ?? maskNumber(number);
}

/** Name and number of who is on the line now; the whole number, as it is this call's. */
export function shownParty(known: KnownParties, number: string): string {
  const name = knownName(known, number);
  return name === null ? number : `${name} ${number}`;
}

/** The partner's or colleague's name; `null` = nobody whom the office has named. */
export function knownName({ calling, colleagues }: KnownParties, number: string): string | null {
  const digits = dialableDigits(number);
  if (digits === null) return null;
  const partner = calling?.partners.find((one) => dialableDigits(one.number) === digits);
  const colleague = colleagues?.find(({ extension }) => extension === digits);
  return partner?.name ?? colleague?.displayName ?? null;
}
