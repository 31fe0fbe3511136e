import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../src/shared/error-catalogue.ts';
import { errorCodes } from '../../../src/shared/error-codes.ts';

describe('error catalogue', () => {
  it('has exactly one row for every code', () => {
    expect(Object.keys(errorCatalogue).toSorted()).toEqual([...errorCodes].toSorted());
  });

  it.each(errorCodes)('says what %s is, means and asks for, in whole Chinese sentences', (code) => {
    const { title, effect, action, support } = errorCatalogue[code];
    expect(title).toMatch(/^[\u4e00-\u9fff][^。！？]{3,23}$/u);
    for (const sentence of [effect, action, support]) {
      expect(sentence).toMatch(/^\S[^\n]{6,78}。$/u);
    }
    // Plain words for agents: no Latin filler, no codes, no exclamation marks, no addresses.
    for (const text of [title, effect, action, support])
      expect(text).not.toMatch(/[A-Za-z！!]|TODO|待补/u);
  });

  it('never gives two codes the same heading', () => {
    const titles = errorCodes.map((code) => errorCatalogue[code].title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('tells the agent that the call goes on whenever a recording fails during it', () => {
    const duringCall = [
      'notStarted',
      'stopped',
      'silent',
      'diskFull',
      'writeFailed',
      'keyUnavailable',
    ] as const;
    for (const reason of duringCall) {
      expect(errorCatalogue[`recording.${reason}`].effect).toMatch(/^通话照常进行/u);
    }
  });
});
