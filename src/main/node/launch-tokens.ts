import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Secrets of the loopback door: one-time tokens in launch URLs, and the cookies they are swapped for. */
export interface LaunchTokens {
  /** A new token; works once. */
  issue(): string;
  /** Swaps a token for a cookie value; `null` when it is not ours or was used. */
  redeem(token: string): string | null;
  isCookie(value: string): boolean;
}

const byteLength = 32;

export function createLaunchTokens(): LaunchTokens {
  const tokens = new Set<string>();
  const cookies = new Set<string>();
  const make = () => randomBytes(byteLength).toString('base64url');
  return {
    issue() {
      const token = make();
      tokens.add(token);
      return token;
    },
    redeem(token) {
      const found = findEqual(tokens, token);
      if (found === null) return null;
      tokens.delete(found);
      const cookie = make();
      cookies.add(cookie);
      return cookie;
    },
    isCookie: (value) => findEqual(cookies, value) !== null,
  };
}

/** Compares with every known value in constant time, by digest, so that lengths do not matter either. */
function findEqual(known: ReadonlySet<string>, value: string): string | null {
  const wanted = createHash('sha256').update(value).digest();
  let found: string | null = null;
  for (const candidate of known) {
    if (timingSafeEqual(createHash('sha256').update(candidate).digest(), wanted)) found = candidate;
  }
  return found;
}
