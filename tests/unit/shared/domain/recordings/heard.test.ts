import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coveredMs, heardBy } from '../../../../../src/shared/domain/recordings/heard.ts';

const of = (workNo: string, heardMs: number) => ({ workNo, heardMs, lengthMs: 10_000, lastAt: 0 });

test('a recording is heard by one person, not by all', () => {
  const all = [of('2001', 9000), of('2002', 8900)];
  expect(['2001', '2002', '2003'].map((workNo) => heardBy(workNo, all))).toEqual([
    'yes',
    'partly',
    'no',
  ]);
  expect(heardBy('2001', [of('2001', 0)])).toBe('no');
});

test('each millisecond counts once, however often and in whatever order it was heard', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 20 }))
    .map(([fromMs, lasting]) => ({ fromMs, toMs: fromMs + lasting }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const each = Array.from({ length: 100 }, (_, ms) =>
        spans.some(({ fromMs, toMs }) => ms >= fromMs && ms < toMs),
      );
      expect(coveredMs(spans)).toBe(each.filter(Boolean).length);
    }),
  );
});
