import { describe, expect, it } from 'vitest';
import { figuresOf, judge } from '../../../../../src/shared/domain/knowledge/judged.ts';

describe('the office’s judged questions', () => {
  it('count the first right entry, wherever it stands', () => {
    const found = ['K-1', 'K-2', 'K-3'];
    const answers = [['K-1'], ['K-9', 'K-2'], ['K-8']].map((entryNos) =>
      judge({ question: '停水', entryNos }, found),
    );
    expect(answers.map(({ place }) => place)).toEqual([1, 2, null]);
    expect(figuresOf(answers)).toEqual({ questions: 3, recall1: 1 / 3, recall5: 2 / 3, mrr: 0.5 });
    expect(figuresOf([])).toEqual({ questions: 0, recall1: 0, recall5: 0, mrr: 0 });
  });
});
