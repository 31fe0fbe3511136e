import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { characterSounds } from '../../../../../src/shared/node/search/character-sounds.ts';
import { suppliedSearchWords } from '../../../../../src/shared/node/search/search-words.ts';
import { createSounds } from '../../../../../src/shared/node/search/sounds.ts';

const sounds = createSounds(suppliedSearchWords);

describe('how characters sound', () => {
  it('is what the index of titles has been given, character by character', () => {
    const characters = [...new Set(characterSounds.match(/\p{Script=Han}/gu))];
    expect(characters.length).toBeGreaterThan(6700);
    const others = characters.filter((character) => {
      const [usual] = pinyin(character, {
        toneType: 'none',
        type: 'array',
        v: true,
        multiple: true,
      });
      return sounds.readingsOf(character)[0] !== usual && /^[a-z]+$/u.test(usual ?? '');
    });
    expect(others).toEqual([]);
  });

  it('knows the second reading of a common character, and no reading of anything else', () => {
    expect(sounds.readingsOf('重')).toEqual(['zhong', 'chong']);
    expect([sounds.readingsOf('a'), sounds.readingsOf('，'), sounds.readingsOf('')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it.each([
    ['nin', ['nin', 'ning', 'lin', 'ling']],
    ['shui', ['shui', 'sui']],
    ['zeng', ['zeng', 'zen', 'zheng', 'zhen']],
    ['fei', ['fei']],
  ])('takes %s for %j', (syllable, near) => {
    expect(sounds.nearOf(syllable)).toEqual(near);
  });

  it('puts a text as sounds without moving anything', () => {
    const { same, near } = sounds.heard('A重𠀀水');
    expect([same.length, near.length]).toEqual([2, 2]);
    for (const text of [...same, ...near])
      expect(text).toMatch(/^A[\uE000-\uF8FF]𠀀[\uE000-\uF8FF]$/u);
    expect(sounds.heard('水').same).toEqual(sounds.heard('睡').same);
    expect(sounds.heard('水').same).not.toEqual(sounds.heard('岁').same);
    expect(sounds.heard('水').near).toEqual(sounds.heard('岁').near);
  });
});
