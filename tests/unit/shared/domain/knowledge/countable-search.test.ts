import { describe, expect, it } from 'vitest';
import { countableSearch } from '../../../../../src/shared/domain/knowledge/countable-search.ts';

describe('a search that is counted for the office', () => {
  it.each([
    ['水箱清洗', '水箱清洗'],
    ['  水 表  K-0106 ', '水 表 k-0106'],
    ['停水 48 小时', '停水 48 小时'],
    ['02785550101', null],
    ['0278 555 0101', null],
    ['户号１２３４５', null],
    ['王女士 水费', null],
    ['水', null],
    ['很长'.repeat(30), null],
  ])('%s is told as %s', (text, told) => {
    expect(countableSearch(text, ['王女士', ''])).toBe(told);
  });
});
