import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';

/** A challenge is good for this long; a desk asks for one just before it signs. */
const challengeMs = 60_000;

/** Answered challenges remembered at most: more than can be answered in the minute that one lives. */
const maxUsed = 20_000;

/**
 * Challenges for desks to sign. Only answered ones are remembered, while they live: each carries its end and a seal over
 * itself, the desk id and the work number it was given for. Those of a former start of the hub are worth nothing.
 */
export interface DeskChallenges {
  issue(deskId: string, workNo: string): { readonly challenge: string; readonly expiresAt: number };
  isFresh(challenge: string, deskId: string, workNo: string): boolean;
  /** It was answered: `false` when that is not the first time, so that an answer that was overheard is worth nothing. */
  use(challenge: string): boolean;
}

export function createDeskChallenges({ clock }: { readonly clock: Clock }): DeskChallenges {
  const key = randomBytes(32);
  /** Oldest first. */
  const used = new Map<string, number>();
  const sealOf = (body: string, deskId: string, workNo: string) =>
    createHmac('sha256', key).update([body, deskId, workNo].join('\n')).digest();
  return {
    issue(deskId, workNo) {
      const expiresAt = clock.now() + challengeMs;
      const body = `${randomBytes(16).toString('base64url')}.${expiresAt}`;
      return {
        challenge: `${body}.${sealOf(body, deskId, workNo).toString('base64url')}`,
        expiresAt,
      };
    },
    isFresh(challenge, deskId, workNo) {
      const [nonce = '', end = '', seal = ''] = challenge.split('.');
      const told = Buffer.from(seal, 'base64url');
      const own = sealOf(`${nonce}.${end}`, deskId, workNo);
      const isOurs = told.length === own.length && timingSafeEqual(told, own);
      return isOurs && clock.now() < Number(end);
    },
    use(challenge) {
      const now = clock.now();
      for (const [old, endsAt] of used) {
        if (endsAt > now && used.size < maxUsed) break;
        used.delete(old);
      }
      if (used.has(challenge)) return false;
      used.set(challenge, now + challengeMs);
      return true;
    },
  };
}
