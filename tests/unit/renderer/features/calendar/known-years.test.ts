import { expect, it } from 'vitest';
import {
  knownCalendar,
  missingYear,
} from '../../../../../src/renderer/features/calendar/known-years.ts';
import type { Role } from '../../../../../src/shared/domain/session/user.ts';
import { aYear } from '../../../../support/calendar-years.ts';
import { lead } from '../../../../support/desk/desk-samples.ts';

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const put = (version: number, ...years: number[]) => ({
  version,
  years: years.map(aYear),
  byWorkNo: '2001',
});
const as = (role: Role) => ({ user: { ...lead, role } });

it('a year is missed from 1 November in Shanghai on, until it is known', () => {
  const at = (time: string) => missingYear(as('lead'), null, shanghai(time));
  expect(at('2026-10-31T23:59:59.999')).toBeNull();
  expect(at('2026-11-01T00:00')).toBe(2027);
  const known = { ...as('lead'), officeYears: put(1, 2027) };
  expect(missingYear(known, null, shanghai('2026-11-01T00:00'))).toBeNull();
  expect(missingYear(known, null, shanghai('2027-11-01T00:00'))).toBe(2028);
});

it('is told to the lead and the administrator alone', () => {
  const now = shanghai('2026-12-01T00:00');
  const told = (['agent', 'lead', 'admin', 'auditor', 'officer', 'department'] as const).filter(
    (role) => missingYear(as(role), null, now) !== null,
  );
  expect(told).toEqual(['lead', 'admin']);
  expect(missingYear({ user: null }, null, now)).toBeNull();
});

it('the newer of what was heard and what the hub has said holds', () => {
  expect(knownCalendar(put(2, 2027, 2028), put(1, 2027)).knownUntil).toBe(2028);
  expect(knownCalendar(put(1, 2027), put(2, 2027, 2028)).knownUntil).toBe(2028);
  expect(knownCalendar(undefined, put(1, 2027)).knownUntil).toBe(2027);
  expect(knownCalendar(null, null).knownUntil).toBe(2026);
});
