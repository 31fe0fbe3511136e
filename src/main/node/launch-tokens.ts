import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Secrets of the loopback door: one-time tokens in launch URLs, and the cookies they are swapped for. */
export interface LaunchTokens {
  /** A new token; works once. */
  issue(): string;
  /** Swaps a token for a cookie value; `null` when it is not ours or was used. */
  redeem(token: string): string | null;
  isCookie(value: string): boolean;
}

const byteLength = 32;

/**
 * Cookies are signed with `cookieKey` instead of remembered, so that pages which are open come back by themselves after
 * a restart of the host (ADR 0090).
 */
export function createLaunchTokens(cookieKey: Uint8Array): LaunchTokens {
  const tokens = new Set<string>();
  const make = () => randomBytes(byteLength).toString('base64url');
  const sign = (nonce: string) => createHmac('sha256', cookieKey).update(nonce).digest('base64url');
  return {
    issue() {
      const token = make();
      tokens.add(token);
      return token;
    },
    redeem(token) {
      const found = [...tokens].find((known) => areEqual(known, token));
      if (found === undefined) return null;
      tokens.delete(found);
      const nonce = make();
      return `${nonce}.${sign(nonce)}`;
    },
    isCookie(value) {
      const [nonce = '', signature = ''] = value.split('.');
      return areEqual(signature, sign(nonce));
    },
  };
}

/** Compares in constant time, by digest, so that lengths do not matter either. */
function areEqual(known: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(known), digest(given));
}
