import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type WorkItem,
  orderWork,
  startOfOfficeDay,
  workClock,
  workGroupOf,
  workGroups,
} from '../../../../../src/shared/domain/desk/today-work.ts';

/** Some two days around noon of a day at the office, so that every group is met. A failing run prints its seed. */
const noon = Date.UTC(2026, 5, 12, 4);
const hour = 3_600_000;
const moment = fc.integer({ min: noon - 24 * hour, max: noon + 24 * hour });
const items: fc.Arbitrary<WorkItem[]> = fc.uniqueArray(
  fc.record({
    workId: fc.stringMatching(/^[a-z]{2}$/),
    since: moment,
    dueAt: fc.option(moment),
  }),
  { selector: ({ workId }) => workId, maxLength: 20 },
);
const flat = (work: readonly WorkItem[], now: number) => {
  const groups = orderWork(work, now);
  return workGroups.flatMap((group) => groups[group]);
};
const holds = (law: (work: WorkItem[], now: number) => void) =>
  fc.assert(fc.property(items, moment, law), { numRuns: 500 });

it('shows everything once, each in its group', () =>
  holds((work, now) => {
    const groups = orderWork(work, now);
    expect(new Set(flat(work, now))).toEqual(new Set(work));
    expect(flat(work, now)).toHaveLength(work.length);
    for (const group of workGroups)
      for (const item of groups[group]) expect(workGroupOf(item, now)).toBe(group);
  }));

it('has what breaks first before everything that breaks later, across the groups', () =>
  holds((work, now) => {
    const dues = flat(work, now).map(({ dueAt }) => dueAt ?? Infinity);
    expect(dues).toEqual(dues.toSorted((a, b) => (a === b ? 0 : a - b)));
  }));

it('does not hang on the order in which things came', () =>
  holds((work, now) => {
    expect(flat(work.toReversed(), now)).toEqual(flat(work, now));
  }));

it('keeps what is over among what is due within the hour, and lets nothing due become less urgent in the course of a day', () =>
  fc.assert(
    fc.property(items, moment, fc.integer({ min: 0, max: 24 * hour }), (work, now, later) => {
      for (const item of work) {
        const isOver = item.dueAt !== null && item.dueAt <= now;
        expect(isOver && workGroupOf(item, now) !== 'hour').toBe(false);
        const place = (at: number) => workGroups.indexOf(workGroupOf(item, at));
        expect(place(now + later)).toBeLessThanOrEqual(place(now));
      }
    }),
  ));

it('has a clock that only fills, and is full and red from the deadline on', () =>
  holds((work, now) => {
    for (const item of work) {
      const clock = workClock(item, now);
      expect(clock === null).toBe(item.dueAt === null);
      const share = clock?.share ?? 0;
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(workClock(item, now + hour)?.share ?? 0);
      const isOver = item.dueAt !== null && now >= item.dueAt;
      const isLoud = clock?.share === 1 && clock.tone === 'bad';
      expect(isOver && !isLoud).toBe(false);
    }
  }));

it('begins a day at midnight of the office', () => {
  expect(startOfOfficeDay(noon)).toBe(Date.UTC(2026, 5, 11, 16));
  expect(startOfOfficeDay(Date.UTC(2026, 5, 11, 16))).toBe(Date.UTC(2026, 5, 11, 16));
});
