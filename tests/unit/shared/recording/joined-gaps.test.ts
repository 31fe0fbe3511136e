import { expect, test } from 'vitest';
import type { RecordingMark } from '../../../../src/shared/domain/recordings/recording.ts';
import { joinedGaps } from '../../../../src/shared/recording/joined-gaps.ts';

const mark = (kind: RecordingMark['kind'], fromMs: number, toMs: number) => ({
  kind,
  fromMs,
  toMs,
});

test('a minute in which nobody delivered is one gap, though each tenth of a second was marked', () => {
  const tenths = Array.from({ length: 600 }, (_none, at) => mark('gap', at * 100, at * 100 + 100));
  expect(joinedGaps(tenths)).toEqual([mark('gap', 0, 60_000)]);
});

test('gaps with sound between them stay two, also within another mark', () => {
  const marks = [mark('hold', 0, 5000), mark('gap', 1000, 1100), mark('gap', 1121, 1200)];
  expect(joinedGaps(marks)).toEqual(marks);
  expect(joinedGaps([...marks, mark('gap', 1220, 1300)])).toEqual([
    mark('hold', 0, 5000),
    mark('gap', 1000, 1100),
    mark('gap', 1121, 1300),
  ]);
});

test('marks of other kinds are never joined, nor do they part two gaps that touch', () => {
  const silences = [mark('silence', 0, 100), mark('silence', 100, 200)];
  expect(joinedGaps(silences)).toEqual(silences);
  expect(joinedGaps([mark('gap', 0, 100), mark('mute', 50, 900), mark('gap', 100, 200)])).toEqual([
    mark('gap', 0, 200),
    mark('mute', 50, 900),
  ]);
});

test('a gap within a longer one does not shorten it', () => {
  expect(joinedGaps([mark('gap', 0, 900), mark('gap', 100, 200)])).toEqual([mark('gap', 0, 900)]);
});
