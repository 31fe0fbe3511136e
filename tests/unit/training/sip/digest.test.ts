import { beforeEach, describe, expect, it } from 'vitest';
import {
  type DigestChallenger,
  createDigestChallenger,
  digestResponse,
  parseDigest,
} from '../../../../src/training/sip/digest.ts';

const realm = 'training.invalid';
let now = 0;
let digest: DigestChallenger;

beforeEach(() => {
  now = 1_000_000;
  digest = createDigestChallenger({
    realm,
    nonceKey: new Uint8Array(32),
    nonceLifeMs: 60_000,
    nowMs: () => now,
  });
});

/** What a phone answers to `challenge`. */
function authorize(challenge: string, secret: string, method = 'REGISTER'): string {
  const nonce = parseDigest(challenge).get('nonce') ?? '';
  const fields = {
    username: '8001',
    realm,
    nonce,
    uri: `sip:${realm}`,
    nc: '00000001',
    cnonce: 'c',
    qop: 'auth',
  };
  const response = digestResponse({
    method,
    realm,
    secret,
    given: new Map(Object.entries(fields)),
  });
  const text = Object.entries({ ...fields, response }).map(([name, value]) => `${name}="${value}"`);
  return `Digest ${text.join(', ')}`;
}

const judge = (authorization: string | null, secret: string | null = 'right') =>
  digest.verify({ method: 'REGISTER', authorization, extension: '8001' }, secret);

describe('digest authentication', () => {
  it('computes the response of RFC 2617 §3.5', () => {
    const given = parseDigest(
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
        'uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b"',
    );
    const input = { method: 'GET', realm: 'testrealm@host.com', secret: 'Circle Of Life', given };
    expect(digestResponse(input)).toBe('6629fae49393a05397450978507c4ef1');
  });

  it('accepts who knows the secret and asks who says nothing', () => {
    expect(judge(authorize(digest.challenge(false), 'right'))).toBe('accepted');
    expect(judge(null)).toBe('absent');
  });

  it('refuses a wrong secret, an unknown account and a response made for another method', () => {
    const challenge = digest.challenge(false);
    expect(judge(authorize(challenge, 'wrong'))).toBe('refused');
    expect(judge(authorize(challenge, 'right'), null)).toBe('refused');
    expect(judge(authorize(challenge, 'right', 'INVITE'))).toBe('refused');
  });

  it('calls a nonce stale when its life is over or when it is not ours', () => {
    const authorization = authorize(digest.challenge(false), 'right');
    now += 60_001;
    expect(judge(authorization)).toBe('stale');
    expect(judge(authorize('Digest nonce="made.up"', 'right'))).toBe('stale');
    expect(digest.challenge(true)).toContain('stale=true');
  });
});
