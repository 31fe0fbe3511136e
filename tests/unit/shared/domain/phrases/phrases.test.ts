import { describe, expect, it } from 'vitest';
import { unknownPlaces } from '../../../../../src/shared/domain/phrases/phrase-text.ts';
import {
  type ListedPhrase,
  type Phrase,
  faultsOfPhrase,
  phraseLimits,
  phrasesFor,
  suppliedPhrases,
} from '../../../../../src/shared/domain/phrases/phrases.ts';

const phrase = (changes: Partial<ListedPhrase> = {}): ListedPhrase => ({
  code: 'dj',
  title: '已登记',
  scopes: ['answer'],
  text: '已登记。',
  initials: 'ydj',
  ...changes,
});
const codes = (phrases: readonly Phrase[]) => phrases.map(({ code }) => code);

describe('the list at a field', () => {
  const list = [
    phrase({ code: 'hf', title: '回访已解决', initials: 'hfyjj', scopes: ['callback'] }),
    phrase({ code: 'dj2', title: '登记转办', initials: 'djzb' }),
    phrase(),
    phrase({ code: 'x', title: '其他', initials: 'qt', text: '请保持电话畅通。' }),
  ];

  it('has the modules of the field first, and the others after them', () => {
    expect(codes(phrasesFor(list, { scope: 'answer', typed: '' }))).toEqual([
      'dj2',
      'dj',
      'x',
      'hf',
    ]);
    expect(codes(phrasesFor(list, { scope: 'callback', typed: '' }))[0]).toBe('hf');
  });

  it('is found by code, the whole one first, by initials, title and text', () => {
    const find = (typed: string) => codes(phrasesFor(list, { scope: 'answer', typed }));
    expect(find('DJ')).toEqual(['dj', 'dj2']);
    expect(find('djzb')).toEqual(['dj2']);
    expect(find('ydj')).toEqual(['dj']);
    expect(find('回访')).toEqual(['hf']);
    expect(find('畅通')).toEqual(['x']);
    expect(find('没有这样的')).toEqual([]);
  });
});

describe('what may be kept', () => {
  it('has a code of its own, a title, somewhere to be used and a text', () => {
    expect(faultsOfPhrase(phrase(), [])).toEqual([]);
    expect(faultsOfPhrase(phrase({ code: 'DJ' }), [phrase()])).toEqual(['codeTwice']);
    expect(faultsOfPhrase(phrase({ code: 'a b', title: ' ', scopes: [], text: '' }), [])).toEqual([
      'code',
      'title',
      'scopes',
      'text',
    ]);
    const many = Array.from({ length: phraseLimits.phrases }, (_, at) =>
      phrase({ code: `n${at}` }),
    );
    expect(faultsOfPhrase(phrase(), many)).toEqual(['tooMany']);
  });

  it('holds for what every desk begins with', () => {
    for (const one of suppliedPhrases)
      expect(
        faultsOfPhrase(
          one,
          suppliedPhrases.filter((other) => other !== one),
        ),
      ).toEqual([]);
    expect(suppliedPhrases.flatMap(({ text }) => unknownPlaces(text))).toEqual([
      '发生时间',
      '具体情况',
      '诉求',
    ]);
  });
});
