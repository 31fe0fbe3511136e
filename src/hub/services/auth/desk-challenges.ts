import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';

/** A challenge is good for this long; a desk asks for one just before it signs. */
const challengeMs = 60_000;

/**
 * Challenges for desks to sign. Nothing is kept of them: each carries its end and a seal over itself, the desk id and the
 * work number it was given for. Those of a former start of the hub are worth nothing.
 */
export interface DeskChallenges {
  issue(deskId: string, workNo: string): { readonly challenge: string; readonly expiresAt: number };
  isFresh(challenge: string, deskId: string, workNo: string): boolean;
}

export function createDeskChallenges({ clock }: { readonly clock: Clock }): DeskChallenges {
  const key = randomBytes(32);
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
  };
}
