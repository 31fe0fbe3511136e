import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byteSize,
  clockTime,
  duration,
  fullTime,
  shortDay,
  shortTime,
  shownSpan,
  spanOf,
} from '../../../../src/renderer/ui/format.ts';

const words = { today: '今天', yesterday: '昨天' };
/** 2026-06-12 09:41:07 in the office. */
const at = Date.UTC(2026, 5, 12, 1, 41, 7);
const day = 86_400_000;

describe('times', () => {
  test('are those of the office, whatever zone the PC is in', () => {
    expect(clockTime(at)).toBe('09:41:07');
    expect(fullTime(at)).toBe('2026-06-12 09:41:07');
  });

  test('are as short as the distance allows', () => {
    expect(shortTime(at, at + 1000, words)).toBe('今天 09:41');
    expect(shortTime(at, at + day, words)).toBe('昨天 09:41');
    expect(shortTime(at, at + 9 * day, words)).toBe('6 月 12 日 09:41');
    expect(shortTime(at, at + 300 * day, words)).toBe('2026 年 6 月 12 日 09:41');
  });
});

test('what no date holds is shown as none: it has come from elsewhere and must not end the page', () => {
  for (const none of [9e15, Number.NaN, Number.POSITIVE_INFINITY]) {
    const shown = [clockTime(none), fullTime(none), shortTime(none, at, words), shortDay(none, at)];
    expect(shown).toEqual(['—', '—', '—', '—']);
  }
});

test('durations run like a clock and never below zero', () => {
  expect([161_000, 3_761_000, -5].map(duration)).toEqual(['02:41', '1:02:41', '00:00']);
});

test('spans name their two largest units', () => {
  expect([42_000, 300_000, 112 * 60_000, 50 * 3_600_000].map(spanOf)).toEqual([
    { unit: 'seconds', n: 42 },
    { unit: 'minutes', n: 5 },
    { unit: 'hours', h: 1, m: 52 },
    { unit: 'days', d: 2, h: 2 },
  ]);
});

test('sizes are whole gigabytes, or megabytes below', () => {
  expect([byteSize(182.7e9), byteSize(640e6)]).toEqual(['182 GB', '640 MB']);
});

test('a span is rounded to what is shown of it: the same words, another number only with other words below a day', () => {
  const upTo = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(fc.oneof(upTo(120_000), upTo(10 * day)), upTo(60_000), (ms, moreMs) => {
      expect(spanOf(shownSpan(ms))).toEqual(spanOf(ms));
      const later = ms + moreMs;
      const isOther = later < day && shownSpan(ms) !== shownSpan(later);
      const readsOtherwise = JSON.stringify(spanOf(ms)) !== JSON.stringify(spanOf(later));
      expect(isOther && !readsOtherwise).toBe(false);
    }),
  );
});
