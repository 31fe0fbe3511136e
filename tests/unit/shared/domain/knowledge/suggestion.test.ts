import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  type TypedDemand,
  mostSuggestions,
  questionsIn,
  suggested,
} from '../../../../../src/shared/domain/knowledge/suggestion.ts';

const candidate = (changes: Partial<Candidate<string>> = {}): Candidate<string> => ({
  found: 'K-0101',
  title: '家里没水',
  categoryCode: 'supply.outage',
  score: 10,
  fit: { share: 1, words: ['没水'] },
  ...changes,
});
const nowhere: Omit<TypedDemand, 'content'> = { categoryCode: null, district: null, address: '' };
const foundIn = (candidates: readonly Candidate<string>[], where = nowhere) =>
  suggested(candidates, where).map(({ found }) => found);

describe('what is offered while somebody types', () => {
  it('is what was nearly named; half a name is enough only where the category says the same', () => {
    const half = candidate({ fit: { share: 0.5, words: ['没水'] } });
    expect(foundIn([candidate()])).toEqual(['K-0101']);
    expect(foundIn([half])).toEqual([]);
    expect(foundIn([half], { ...nowhere, categoryCode: 'supply.outage' })).toEqual(['K-0101']);
  });

  it('puts what is of the chosen category, and of the place, before what is not', () => {
    const two = [
      candidate({ found: 'other', score: 10 }),
      candidate({ found: 'ofCategory', score: 9, categoryCode: 'supply.pressure' }),
    ];
    expect(foundIn(two)[0]).toBe('other');
    expect(foundIn(two, { ...nowhere, categoryCode: 'supply.pressure' })[0]).toBe('ofCategory');
    const notices = [
      candidate({ found: 'far', title: '解放大道停水', score: 10 }),
      candidate({ found: 'here', title: '建设一路停水', score: 9 }),
    ];
    const [first] = suggested(notices, { ...nowhere, address: '建设一路12号' });
    expect(first).toMatchObject({ found: 'here', place: '建设一路' });
  });

  it('leaves out what says much less than the best, and never offers more than three (property)', () => {
    expect(foundIn([candidate(), candidate({ found: 'weak', score: 3 })])).toEqual(['K-0101']);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const any = fc.record({
      share,
      score: fc.integer({ min: 1, max: 100 }),
      words: fc.array(fc.constantFrom('没水', '停水'), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (drawn) => {
        const offered = suggested(
          drawn.map(({ share: of, words, score }) =>
            candidate({ score, fit: { share: of, words } }),
          ),
          nowhere,
        );
        expect(offered.length).toBeLessThanOrEqual(mostSuggestions);
        for (const { words } of offered) expect(words.length).toBeGreaterThan(0);
      }),
    );
  });
});

it('reads a long text from its end, in pieces that a question reads whole (property)', () => {
  expect(questionsIn('家里没水，\n楼上也没有。')).toEqual(['楼上也没有', '家里没水']);
  fc.assert(
    fc.property(fc.string({ maxLength: 4000, unit: 'binary' }), (text) => {
      const pieces = questionsIn(text);
      expect(pieces.length).toBeLessThanOrEqual(12);
      for (const piece of pieces) expect([...piece].length).toBeLessThanOrEqual(40);
    }),
  );
});
