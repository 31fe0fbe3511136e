import { createHash, randomBytes } from 'node:crypto';
import type { User } from '../../../shared/domain/session/user.ts';
import type { FactorTold } from './second-factor.ts';
import type { SessionRow } from './sessions-repository.ts';
import { sessionRules } from './session-rules.ts';

/** What the desk is given: the tokens exist in clear nowhere else. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
}

export interface IssuedSession extends IssuedTokens {
  readonly user: User;
  readonly factor?: FactorTold | undefined;
}

/** A fresh pair of tokens, and what the session row keeps of them. Nothing outlives the session begun at `startedAt`. */
export function issueTokens(now: number, startedAt: number) {
  const accessToken = newToken();
  const refreshToken = newToken();
  const endsAt = startedAt + sessionRules.sessionMs;
  const accessExpiresAt = Math.min(now + sessionRules.accessMs, endsAt);
  const tokens: IssuedTokens = { accessToken, accessExpiresAt, refreshToken };
  const row = {
    accessHash: hashToken(accessToken),
    accessExpiresAt,
    refreshHash: hashToken(refreshToken),
    refreshExpiresAt: Math.min(now + sessionRules.refreshMs, endsAt),
    refreshedAt: now,
  } satisfies Partial<SessionRow>;
  return { tokens, row };
}

/** A new opaque token: 256 random bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the hub keeps of a token. A plain hash is enough: tokens are random, there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
