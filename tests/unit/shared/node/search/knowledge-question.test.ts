import { describe, expect, it } from 'vitest';
import { createChineseWords } from '../../../../../src/shared/node/search/chinese-words.ts';
import { createQuestionReader } from '../../../../../src/shared/node/search/knowledge-question.ts';
import { suppliedSearchWords } from '../../../../../src/shared/node/search/search-words.ts';

const read = createQuestionReader(createChineseWords(), {
  ...suppliedSearchWords,
  same: [['井盖', '窨井盖']],
});
const texts = (asked: string) => read(asked).map(({ text }) => text);

describe('a question', () => {
  it('is read as neighbours, those within a word first in weight', () => {
    const weights = Object.fromEntries(read('停水公告').map(({ text, weight }) => [text, weight]));
    expect(weights).toMatchObject({ 停水: 1, 公告: 1, 水公: 0.6, 停公: 0.3 });
  });

  it('is read without empty words, what stood around them being neighbours', () => {
    expect(texts('请问为什么没有水')).toEqual(expect.arrayContaining(['没水']));
    expect(texts('请问为什么没有水').join()).not.toMatch(/有|请|什/u);
  });

  it('of empty words alone asks for them', () => {
    expect(texts('怎么办')).toEqual(expect.arrayContaining(['怎么', '么办']));
  });

  it('asks for what means the same, as less', () => {
    expect(read('井盖').find(({ text }) => text === '窨井')).toMatchObject({
      weight: 0.7,
      standsFor: 0,
    });
  });

  it('is pinyin and numbers as they are, wide letters as narrow ones', () => {
    expect(texts('ＴＳ K-0413')).toEqual(['ts', 'k', '0413']);
  });

  it('of one character asks for that, and of nothing for nothing', () => {
    expect([texts('费'), texts(' '), texts('！')]).toEqual([['费'], [], []]);
  });

  it('however long is not looked up for ever', () => {
    const long = Array.from({ length: 100 }, (_, at) => String.fromCodePoint(0x6c34 + at)).join('');
    expect(read(long).length).toBeLessThanOrEqual(48);
  });
});
