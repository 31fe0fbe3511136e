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

  it('has sentences of the same kind for who is not signed in', () => {
    for (const { signedOut } of Object.values(errorCatalogue)) {
      for (const sentence of signedOut ? [signedOut.effect, signedOut.action] : [])
        expect(sentence).toMatch(/^\S[^\nA-Za-z！!]{6,78}。$/u);
    }
  });

  // `hub.unreachable` is told by the status bar alone, and a failed sign-in has a code of its own then.
  const atSignIn = errorCodes.filter(
    (code) =>
      /^(?:hub|storage|config|ipc)\.|^recording\.diskFull$/.test(code) &&
      !['hub.unreachable', 'hub.sessionExpired', 'hub.refused'].includes(code),
  );
  it.each(atSignIn)('promises no work that goes on to who is not signed in: %s', (code) => {
    const row = errorCatalogue[code];
    const { effect, action } = row.signedOut ?? row;
    expect(`${effect}${action}`).not.toMatch(/照常(?!接听)|接打电话、?|通话和录音|继续接听/u);
  });

  it('blames the network only where nothing answered', () => {
    const rows = errorCodes.filter((code) =>
      /恢复网络/u.test(JSON.stringify(errorCatalogue[code])),
    );
    expect(rows).toEqual(['hub.neverSignedInHere']);
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
