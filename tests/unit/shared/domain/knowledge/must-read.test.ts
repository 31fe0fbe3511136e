import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readersOf, withMark } from '../../../../../src/shared/domain/knowledge/must-read.ts';

const people = [
  { workNo: '1003', name: '坐席三' },
  { workNo: '1001', name: '坐席一' },
  { workNo: '1002', name: '坐席二' },
];
const receipt = (workNo: string, version = 2, entryId = 'e1') => ({
  entryId,
  version,
  workNo,
  at: 9,
});

describe('who has read what everybody must', () => {
  it('names those who have not first; another version or entry does not count, nor who is gone', () => {
    const receipts = [
      receipt('1001'),
      receipt('1002', 1),
      receipt('1003', 2, 'e2'),
      receipt('1009'),
    ];
    expect(readersOf({ entryId: 'e1', version: 2 }, { people, receipts })).toEqual([
      { workNo: '1002', name: '坐席二', at: null },
      { workNo: '1003', name: '坐席三', at: null },
      { workNo: '1001', name: '坐席一', at: 9 },
    ]);
  });
});

describe('marks', () => {
  it('are one for each entry: the same again changes nothing, a newer version is to be read again', () => {
    const once = withMark([], { entryId: 'e1', version: 2, at: 5 });
    expect(once).toEqual([{ entryId: 'e1', version: 2, since: 5 }]);
    expect(withMark(once, { entryId: 'e1', version: 2, at: 8 })).toBe(once);
    expect(withMark(once, { entryId: 'e1', version: 3, at: 8 })).toEqual([
      { entryId: 'e1', version: 3, since: 8 },
    ]);
    expect(withMark(once, { entryId: 'e1', version: null, at: 8 })).toEqual([]);
  });

  it('never name an entry twice (property)', () => {
    const act = fc.record({
      entryId: fc.constantFrom('e1', 'e2', 'e3'),
      version: fc.option(fc.integer({ min: 1, max: 3 })),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const marks = acts.reduce(withMark, [] as ReturnType<typeof withMark>);
        expect(new Set(marks.map(({ entryId }) => entryId)).size).toBe(marks.length);
      }),
    );
  });
});
