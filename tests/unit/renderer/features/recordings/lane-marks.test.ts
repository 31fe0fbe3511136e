import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  foldShortGaps,
  labelsThatFit,
  scaleTicks,
} from '../../../../../src/renderer/features/recordings/lane-marks.ts';
import type { RecordingMark } from '../../../../../src/shared/domain/recordings/recording.ts';

const mark = (kind: RecordingMark['kind'], fromMs: number, toMs: number) => ({
  kind,
  fromMs,
  toMs,
});

describe('short gaps', () => {
  const hold = mark('hold', 5000, 9000);
  const marks = [
    mark('gap', 1000, 1041),
    hold,
    mark('gap', 9500, 9999),
    mark('gap', 12_000, 12_500),
  ];

  it('are put together; the hold and what can be heard stand one by one', () => {
    expect(foldShortGaps({ marks })).toEqual({
      shown: [hold, marks[3]],
      short: [marks[0], marks[2]],
    });
  });

  it('stand one by one where a sentence points at them: the recording is not whole', () => {
    expect(foldShortGaps({ marks, flaws: ['missing'] })).toEqual({ shown: marks, short: [] });
  });
});

describe('the scale', () => {
  test.each([
    [0, [0]],
    [900, [0]],
    [3000, [0, 1, 2, 3]],
    [35_000, [0, 10, 20, 30]],
    [226_000, [0, 60, 120, 180]],
    [3_600_000, [0, 600, 1200, 1800, 2400, 3000, 3600]],
  ])('of %i ms is told at whole times', (durationMs, seconds) => {
    expect(scaleTicks(durationMs).map((ms) => ms / 1000)).toEqual(seconds);
  });

  it('never says a time twice, and never more than fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 3_600_000 }), (durationMs) => {
        const ticks = scaleTicks(durationMs).map((ms) => ms / 1000);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect(new Set(ticks).size).toBe(ticks.length);
        expect(ticks.every((seconds) => Number.isInteger(seconds))).toBe(true);
      }),
    );
  });
});

describe('labels in the lanes', () => {
  it('names the longest first and leaves out what would touch it or pass the edge', () => {
    const boxes = [
      { left: 0, width: 60, lastingMs: 600 },
      { left: 40, width: 60, lastingMs: 20_000 },
      { left: 100, width: 60, lastingMs: 700 },
      { left: 170, width: 60, lastingMs: 800 },
    ];
    expect([...labelsThatFit(boxes, 200)].toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('never lets two touch', () => {
    const box = fc.record({
      left: fc.integer({ min: 0, max: 1400 }),
      width: fc.integer({ min: 40, max: 120 }),
      lastingMs: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 50 }), (boxes) => {
        const chosen = [...labelsThatFit(boxes, 1400)].flatMap((index) => boxes[index] ?? []);
        const ordered = chosen.toSorted((a, b) => a.left - b.left);
        for (const [index, { left, width }] of ordered.entries())
          expect(left + width).toBeLessThanOrEqual(ordered[index + 1]?.left ?? 1400);
      }),
    );
  });
});
