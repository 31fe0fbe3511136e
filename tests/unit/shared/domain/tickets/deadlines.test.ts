import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  isWorkingDay,
  presetDeadline,
} from '../../../../../src/shared/domain/tickets/deadlines.ts';

/** A moment in Shanghai. */
const shanghai = (text: string) => Date.parse(`${text}+08:00`);

describe('working days', () => {
  it.each([
    ['2026-11-23T09:00', true], // Monday
    ['2026-11-22T09:00', false], // Sunday
    ['2026-10-01T09:00', false], // National Day
    ['2026-10-10T09:00', true], // Saturday worked for it
    ['2026-09-25T00:00', false], // first minute of Mid-Autumn in Shanghai, still the 24th in UTC
    ['2027-01-02T09:00', false], // Saturday
    ['2027-01-01T09:00', false], // off by law in every year
    ['2027-10-01T09:00', false],
  ])('%s works: %s', (at, works) => {
    expect(isWorkingDay(shanghai(at))).toBe(works);
  });

  it('counts from the day after and keeps the time of day', () => {
    expect(addWorkingDays(shanghai('2026-11-20T16:30'), 1)).toBe(shanghai('2026-11-23T16:30'));
    expect(addWorkingDays(shanghai('2026-09-24T10:00'), 5)).toBe(shanghai('2026-10-09T10:00'));
  });

  it('always ends on a working day, later for more days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: shanghai('2025-12-01T00:00'), max: shanghai('2027-02-01T00:00') }),
        fc.integer({ min: 1, max: 15 }),
        (from, count) => {
          const end = addWorkingDays(from, count);
          expect(isWorkingDay(end)).toBe(true);
          expect(addWorkingDays(from, count + 1)).toBeGreaterThan(end);
        },
      ),
    );
  });
});

describe('a deadline of a year whose holidays are not known', () => {
  const kinds = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const;
  const year = (at: number) => new Date(at + 8 * 3_600_000).getUTCFullYear();

  it.each([
    ['2026-12-24T10:00', '2026-12-31T10:00', undefined],
    ['2026-12-25T10:00', '2027-01-04T10:00', true],
    ['2027-04-26T10:00', '2027-05-03T10:00', true],
    ['2027-03-01T10:00', '2027-03-08T10:00', true],
    ['2025-06-02T10:00', '2025-06-09T10:00', true],
    ['2025-12-31T10:00', '2026-01-08T10:00', undefined],
  ])('of 5 working days from %s is %s, provisional: %s', (from, due, provisional) => {
    const deadline = presetDeadline('help', 'ordinary', shanghai(from));
    expect([deadline.dueAt, deadline.provisional]).toEqual([shanghai(due), provisional]);
  });

  it('is provisional, or was counted wholly in known years and ends on no day off, from 2025 to 2028', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: shanghai('2025-01-01T00:00'), max: shanghai('2028-12-31T23:59') }),
        fc.constantFrom(...kinds),
        (from, kind) => {
          const { dueAt, provisional } = presetDeadline(kind, 'ordinary', from);
          const isKnown = year(from + 24 * 3_600_000) === 2026 && year(dueAt) === 2026;
          expect(provisional).toBe(isKnown ? undefined : true);
          expect(isWorkingDay(dueAt)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of natural hours needs no calendar', () => {
    const deadline = presetDeadline('help', 'urgent', shanghai('2026-12-31T20:00'));
    expect(deadline).not.toHaveProperty('provisional');
  });
});

describe('presetDeadline', () => {
  const friday = shanghai('2026-11-20T16:00');

  it.each([
    ['consultation', 'ordinary', '2026-11-23T16:00'],
    ['consultation', 'urgent', '2026-11-20T18:00'],
    ['help', 'urgent', '2026-11-21T16:00'],
    ['complaint', 'ordinary', '2026-11-27T16:00'],
    ['report', 'urgent', '2026-11-27T16:00'],
    ['suggestion', 'ordinary', '2026-11-27T16:00'],
    ['praise', 'ordinary', '2026-11-23T16:00'],
  ] as const)('gives %s, %s, of Friday afternoon until %s', (kind, urgency, due) => {
    const deadline = presetDeadline(kind, urgency, friday);
    expect(deadline.dueAt).toBe(shanghai(due));
    expect(deadline.rule).toMatch(/^预设：/u);
  });
});
