import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Challenge,
  answerChallenge,
  readChallenges,
  readNextNonce,
} from '../../../../../src/telephony/sip/line/digest.ts';
import { hashText } from '../../../../../src/telephony/sip/line/hash-text.ts';

const only = (value: string): Challenge => {
  const [challenge] = readChallenges([value]);
  if (!challenge) throw new Error('no challenge');
  return challenge;
};
const responseOf = (value: string) => /response="([^"]+)"/.exec(value)?.[1];

describe('hashes', () => {
  it.each([
    ['MD5', 'md5'],
    ['SHA-256', 'sha256'],
    ['SHA-512-256', 'sha512-256'],
  ] as const)('%s is that of the standard at each length around a block', (algorithm, name) => {
    for (let length = 0; length < 260; length += 1) {
      const text = '水x'.repeat(length).slice(0, length);
      const expected = createHash(name).update(text).digest('hex');
      expect(hashText(algorithm, text)).toBe(expected);
    }
  });
});

describe('digest', () => {
  const request = {
    method: 'GET',
    uri: '/dir/index.html',
    body: '',
    count: 1,
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  };
  const mufasa = { username: 'Mufasa', password: 'Circle of Life' };

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('answers the example of RFC 7616 §3.9.1 with %s', (algorithm, response) => {
    const challenge = only(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    );
    const answer = answerChallenge(challenge, mufasa, request, hashText);
    expect(responseOf(answer)).toBe(response);
    expect(answer).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
    expect(answer).toContain(`algorithm=${algorithm}`);
  });

  it('answers the example of RFC 2617 §3.5, where MD5 goes without saying', () => {
    const challenge = only(
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
    );
    const credentials = { username: 'Mufasa', password: 'Circle Of Life' };
    const answer = answerChallenge(
      challenge,
      credentials,
      { ...request, cnonce: '0a4f113b' },
      hashText,
    );
    expect(responseOf(answer)).toBe('6629fae49393a05397450978507c4ef1');
    expect(answer).not.toContain('algorithm');
  });

  it('answers without qop as RFC 2069 has it, and with auth-int over the body', () => {
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const secret = md5('Mufasa:r:Circle of Life');
    const plain = answerChallenge(only('Digest realm="r", nonce="n"'), mufasa, request, hashText);
    expect(responseOf(plain)).toBe(md5(`${secret}:n:${md5('GET:/dir/index.html')}`));
    expect(plain).not.toMatch(/qop|nc=|cnonce/);
    const whole = answerChallenge(
      only('Digest realm="r", nonce="n", qop="auth-int"'),
      mufasa,
      { ...request, body: 'v=0' },
      hashText,
    );
    const a2 = md5(`GET:/dir/index.html:${md5('v=0')}`);
    expect(responseOf(whole)).toBe(md5(`${secret}:n:00000001:${request.cnonce}:auth-int:${a2}`));
  });

  it.each([
    [
      'the first of each realm that we understand',
      [
        'Digest realm="a", nonce="1", algorithm=SHA-999',
        'Digest realm="a", nonce="2", algorithm="sha-256", qop="auth", Digest realm="a", nonce="3"',
        'Digest realm="b", nonce="4", qop=auth-int',
      ],
      ['a 2 SHA-256 auth', 'b 4 MD5 auth-int'],
    ],
    [
      'nothing of other schemes and qops',
      ['Bearer realm="a"', 'Basic realm="a"', 'Digest realm="a", nonce="1", qop="token"'],
      [],
    ],
    ['nothing without a nonce', ['Digest realm="a"'], []],
  ] as const)('reads %s', (_name, values, expected) => {
    const read = readChallenges([...values]).map(({ realm, nonce, algorithm, qop }) =>
      [realm, nonce, algorithm, qop].join(' '),
    );
    expect(read).toEqual(expected);
  });

  it('reads stale and the next nonce', () => {
    expect(only('Digest stale=TRUE, realm="r", nonce="n"').stale).toBe(true);
    expect(readNextNonce('nextnonce="47364c23", qop=auth')).toBe('47364c23');
    expect(readNextNonce('qop=auth')).toBeNull();
  });
});
