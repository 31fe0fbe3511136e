import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time, by digest, so that lengths do not matter either. */
export function areEqual(known: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(known), digest(given));
}
