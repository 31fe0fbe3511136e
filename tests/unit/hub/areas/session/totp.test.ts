import { describe, expect, it } from 'vitest';
import { openSecret, sealSecret } from '../../../../../src/hub/areas/session/factor-seal.ts';
import {
  newRecoveryCodes,
  recoveryHash,
} from '../../../../../src/hub/areas/session/recovery-codes.ts';
import {
  base32,
  keyUri,
  matchingStep,
  totpAt,
  totpStep,
} from '../../../../../src/hub/areas/session/totp.ts';

/** The secret of the vectors in RFC 4226, appendix D, and RFC 6238, appendix B. */
const secret = Buffer.from('12345678901234567890');

describe('codes of an authenticator program', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('are those of RFC 4226 at counter %i', (counter, code) => {
    expect(totpAt(secret, counter)).toBe(code);
  });

  // RFC 6238 prints eight digits, of which six are the last.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at second %i', (second, code) => {
    expect(totpAt(secret, totpStep(second * 1000))).toBe(code.slice(2));
  });

  it('are believed one step off either way, and never those of a step that was taken', () => {
    const at = Date.UTC(2026, 5, 12, 8);
    const step = totpStep(at);
    const typed = (off: number) => totpAt(secret, step + off);
    const found = (off: number, after = 0) => matchingStep(secret, typed(off), { at, after });
    expect([-2, -1, 0, 1, 2].map((off) => found(off))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
    expect(found(0, step)).toBeNull();
    expect(found(-1, step)).toBeNull();
    expect(found(1, step)).toBe(step + 1);
    for (const wrong of ['', '12345', `${typed(0)}0`, 'abcdef'])
      expect(matchingStep(secret, wrong, { at, after: 0 })).toBeNull();
  });

  it('are made from what the QR code says', () => {
    // RFC 4648, section 10, without the padding.
    expect(
      ['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text))),
    ).toEqual(['MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']);
    const uri = new URL(keyUri(secret, { issuer: '水务热线', workNo: '6001' }));
    expect(decodeURIComponent(uri.pathname)).toBe('/水务热线:6001');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret: base32(secret),
      issuer: '水务热线',
    });
  });
});

describe('what the hub keeps of them', () => {
  it('is readable with its key, for its person, and with no other', () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const sealed = sealSecret(key, 'a', secret);
    expect(sealed).not.toContain(secret.toString('base64'));
    expect(openSecret(key, 'a', sealed)).toEqual(secret);
    expect(openSecret(other, 'a', sealed)).toBeNull();
    expect(openSecret(key, 'b', sealed)).toBeNull();
    expect(openSecret(key, 'a', 'x')).toBeNull();
  });

  it('is a hash of each recovery code, however it is typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    const hash = recoveryHash(code);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(recoveryHash(code.toLowerCase().replaceAll('-', ' '))).toBe(hash);
    expect(recoveryHash(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(hash);
    expect(recoveryHash(`${code}0`)).toBeNull();
  });
});
