import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a request's `Authorization` header proves, or how it fails (RFC 3261 §22, RFC 2617 with MD5 and qop=auth). */
export type DigestVerdict = 'accepted' | 'absent' | 'stale' | 'refused';

export interface DigestChallenger {
  /** Value of a `WWW-Authenticate` header; `stale` tells the client that only the nonce was too old. */
  challenge(stale: boolean): string;
  /** Judges an `Authorization` value; `secret: null` = there is no such account. */
  verify(
    request: { method: string; authorization: string | null; extension: string },
    secret: string | null,
  ): DigestVerdict;
}

export interface DigestOptions {
  readonly realm: string;
  /** Key by which nonces are signed, so that none has to be remembered. */
  readonly nonceKey: Uint8Array;
  readonly nonceLifeMs: number;
  readonly nowMs: () => number;
}

/** Digest authentication as registrars do it: self-proving nonces with a life, `stale` when one has run out. */
export function createDigestChallenger(options: DigestOptions): DigestChallenger {
  const { realm, nonceLifeMs, nowMs } = options;
  const sign = (issued: string) =>
    createHmac('sha256', options.nonceKey).update(issued).digest('hex').slice(0, 32);

  function nonceState(nonce: string): 'fresh' | 'old' | 'foreign' {
    const [issued = '', signature = ''] = nonce.split('.');
    if (!equal(signature, sign(issued))) return 'foreign';
    return nowMs() - Number.parseInt(issued, 36) <= nonceLifeMs ? 'fresh' : 'old';
  }

  return {
    challenge(stale) {
      const issued = nowMs().toString(36);
      const nonce = `${issued}.${sign(issued)}`;
      return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`;
    },
    verify({ method, authorization, extension }, secret) {
      if (authorization === null) return 'absent';
      const given = parseDigest(authorization);
      if (secret === null || given.get('username') !== extension || given.get('realm') !== realm)
        return 'refused';
      const expected = digestResponse({ method, realm, secret, given });
      if (!equal(given.get('response') ?? '', expected)) return 'refused';
      const state = nonceState(given.get('nonce') ?? '');
      return state === 'fresh' ? 'accepted' : 'stale';
    },
  };
}

/** Fields of a `Digest` header value, unquoted; names in lower case. */
export function parseDigest(value: string): ReadonlyMap<string, string> {
  const fields = value
    .replace(/^\s*Digest\s+/i, '')
    .matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g);
  return new Map(
    [...fields].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
    ]),
  );
}

interface DigestInput {
  readonly method: string;
  readonly realm: string;
  readonly secret: string;
  readonly given: ReadonlyMap<string, string>;
}

/** The response that somebody who knows `secret` computes for these fields (RFC 2617 §3.2.2.1). */
export function digestResponse({ method, realm, secret, given }: DigestInput): string {
  const field = (name: string) => given.get(name) ?? '';
  const user = md5(`${field('username')}:${realm}:${secret}`);
  const what = md5(`${method}:${field('uri')}`);
  if (field('qop') === '') return md5(`${user}:${field('nonce')}:${what}`);
  return md5([user, field('nonce'), field('nc'), field('cnonce'), field('qop'), what].join(':'));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
