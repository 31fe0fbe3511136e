import { expect, it } from 'vitest';
import {
  orderWork,
  startOfOfficeDay,
  workClock,
  workGroupOf,
} from '../../../../../src/shared/domain/desk/today-work.ts';

const hour = 3_600_000;
/** 10:00 at the office. */
const now = Date.UTC(2026, 5, 12, 2);
const midnight = Date.UTC(2026, 5, 12, 16);
const item = (dueAt: number | null, since = now, workId = 'a') => ({ workId, since, dueAt });

it('has three groups whose bounds are the hour and the end of the office’s day', () => {
  expect(startOfOfficeDay(now)).toBe(midnight - 24 * hour);
  const groups = [
    [null, 'later'],
    [now - 24 * hour, 'hour'],
    [now + hour, 'hour'],
    [now + hour + 1, 'today'],
    [midnight - 1, 'today'],
    [midnight, 'later'],
  ] as const;
  for (const [dueAt, group] of groups)
    expect([dueAt, workGroupOf(item(dueAt), now)]).toEqual([dueAt, group]);
});

it('has the soonest first, then what waits longest, then a fixed order', () => {
  const work = [
    item(now + 3, 1, 'e'),
    item(now + 2, 9, 'd'),
    item(now + 2, 5, 'c'),
    item(now + 2, 5, 'b'),
    item(now + 1, 9, 'a'),
  ];
  for (const items of [work, work.toReversed()])
    expect(orderWork(items, now).hour.map(({ workId }) => workId)).toEqual([
      ...['a', 'b', 'c', 'd', 'e'],
    ]);
});

it('has what has no deadline behind, the longest waiting first, and leaves equals as they are', () => {
  const work = [item(null, 3, 'a'), item(null, 1, 'z'), item(midnight + 1, 9, 'y')];
  const ids = (items: readonly { workId: string }[]) =>
    orderWork(
      items.map((one) => ({ ...item(null), ...one })),
      now,
    ).later.map(({ workId }) => workId);
  expect(ids(work)).toEqual(['y', 'z', 'a']);
  const twice = { ...item(null, 1, 'b'), first: true };
  const again = { ...twice, first: false };
  for (const pair of [
    [twice, again],
    [again, twice],
  ])
    expect(orderWork(pair, now).later).toEqual(pair);
});

it('tells how much of the time is used and gets loud at 60, 80 and 100 %', () => {
  const clock = (used: number) => workClock(item(now + 1000, now), now + used);
  expect(workClock(item(null), now)).toBeNull();
  expect(clock(-50)).toEqual({ share: 0, tone: 'calm' });
  expect(clock(250)).toEqual({ share: 0.25, tone: 'calm' });
  expect(clock(599)).toMatchObject({ tone: 'calm' });
  expect(clock(600)).toEqual({ share: 0.6, tone: 'warn' });
  expect(clock(799)).toMatchObject({ tone: 'warn' });
  expect(clock(800)).toEqual({ share: 0.8, tone: 'bad' });
  expect(clock(1000)).toEqual({ share: 1, tone: 'bad' });
  expect(clock(5000)).toEqual({ share: 1, tone: 'bad' });
  // A promise for the moment at which it was made, looked at by a clock that is behind.
  expect(workClock(item(now, now), now - 1)).toEqual({ share: 1, tone: 'bad' });
  expect(workClock(item(now + 5, now + 9), now)).toEqual({ share: 1, tone: 'bad' });
  expect(workClock(item(now + 5, now + 9), now + 5)).toEqual({ share: 1, tone: 'bad' });
  // A promise that was broken when it was made.
  expect(workClock(item(now + 5, now + 9), now)).toEqual({ share: 1, tone: 'bad' });
});
