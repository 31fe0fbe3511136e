import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SessionRow } from '../../storage/sessions-repository.ts';
import { type IssuedSession, issueTokens } from './issue-tokens.ts';
import { sessionRules } from './session-rules.ts';
import { hashToken } from './tokens.ts';

/**
 * Exchanges a refresh token for new tokens. The token before the last is taken for two more minutes, because the answer
 * that replaced it may have been lost; used later than that it has been stolen or copied, and the session ends.
 * Throws `hub.sessionExpired`.
 */
export async function refreshSession(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  request: { readonly refreshToken: string; readonly deskId: string },
): Promise<IssuedSession> {
  const now = clock.now();
  const refreshHash = hashToken(request.refreshToken);
  const issued = await store.transaction(async ({ sessions, users }) => {
    const session = await sessions.findByRefreshHash(refreshHash);
    if (!session || session.deskId !== request.deskId || !isRefreshable(session, now)) return null;
    const isLate = now - session.refreshedAt > sessionRules.refreshGraceMs;
    if (session.refreshHash !== refreshHash && isLate) {
      await sessions.update({ ...session, endedAt: now });
      return null;
    }
    const user = await users.get(session.userId);
    if (!user) return null;
    const { row, tokens } = issueTokens(now, refreshHash);
    await sessions.update({ ...session, ...row });
    return { ...tokens, user };
  });
  if (issued === null) throw new AppError('hub.sessionExpired');
  return issued;
}

function isRefreshable(session: SessionRow, now: number): boolean {
  return session.endedAt === null && session.refreshExpiresAt > now;
}
