import { randomBytes } from 'node:crypto';
import type { DoorPage } from '../../shared/contract/door.ts';
import { areEqual } from './are-equal.ts';

/** The one-time tokens of launch URLs. */
export interface LaunchTokens {
  /** A new token for this page; works once, for `lifeMs`. */
  issue(page: DoorPage): string;
  /** Uses a token up; false when it is not ours, was used, is too old or of another page. */
  redeem(page: DoorPage, token: string): boolean;
}

/** The launcher opens the page at once; a slow PC takes some seconds to start its browser. */
const tokenLifeMs = 30_000;

export function createLaunchTokens(monotonicMs: () => number): LaunchTokens {
  const tokens = new Map<string, { readonly page: DoorPage; readonly endsAt: number }>();
  const dropOld = () => {
    for (const [token, { endsAt }] of tokens) if (endsAt <= monotonicMs()) tokens.delete(token);
  };
  return {
    issue(page) {
      dropOld();
      const token = randomBytes(32).toString('base64url');
      tokens.set(token, { page, endsAt: monotonicMs() + tokenLifeMs });
      return token;
    },
    redeem(page, given) {
      dropOld();
      const found = [...tokens].find(([token]) => areEqual(token, given));
      if (found === undefined || found[1].page !== page) return false;
      return tokens.delete(found[0]);
    },
  };
}
