import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { DeskProof } from '../../../shared/contract/hub.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { SessionRow } from '../../storage/sessions-repository.ts';
import type { DeskChallenges } from './desk-challenges.ts';
import { checkDesk, enrolDesk } from './desk-proof.ts';
import { type IssuedSession, type IssuedTokens, issueTokens } from './issue-tokens.ts';
import type { RefusalAudit } from './refusal-audit.ts';
import { sessionRules } from './session-rules.ts';
import { hashToken } from './tokens.ts';

export interface RefreshDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly challenges: DeskChallenges;
  readonly refusals: RefusalAudit;
}

export interface RefreshRequest {
  readonly refreshToken: string;
  readonly deskId: string;
  readonly proof?: DeskProof | undefined;
  /** IP address it comes from. */
  readonly address: string;
}

/**
 * Exchanges a refresh token for new tokens; each is taken once. Because an answer may be lost, the one before it is taken
 * too, once and for two minutes, and moves no time limit. Any token that comes again after that has been copied: the
 * session ends and the audit says so. Throws `hub.sessionExpired`, `hub.deskNotProven`, `hub.deskDisabled`.
 */
export async function refreshSession(
  deps: RefreshDeps,
  request: RefreshRequest,
): Promise<IssuedSession> {
  const { store, clock } = deps;
  const refreshHash = hashToken(request.refreshToken);
  const found = await store.sessions.findByRefreshHash(refreshHash);
  const deskProven = found ? await provenDesk(deps, request, found) : false;
  const issued = await store.transaction(async (repositories) => {
    const now = clock.now();
    const session = await repositories.sessions.findByRefreshHash(refreshHash);
    if (!session || !isRefreshable(session, request, now)) return null;
    const isNow = session.refreshHash === refreshHash;
    const isGrace =
      session.previousRefreshHash === refreshHash &&
      now - session.refreshedAt <= sessionRules.refreshGraceMs;
    if (!isNow && !isGrace) {
      await endReused(repositories, session, request, now);
      return null;
    }
    const user = await repositories.users.get(session.userId);
    if (!user) return null;
    const { deskId, proof, address } = request;
    const { userId } = user;
    if (proof) await enrolDesk(repositories, { ...proof, deskId, userId, address, at: now });
    const next = isNow ? renewed(session, now) : replaced(session, now);
    await repositories.sessions.update({ ...next.session, deskProven });
    await repositories.sessions.spend(session.sessionId, session.refreshHash);
    return { ...next.tokens, user };
  });
  if (issued === null) throw new AppError('hub.sessionExpired');
  return issued;
}

interface Exchanged {
  readonly session: SessionRow;
  readonly tokens: IssuedTokens;
}

function renewed(session: SessionRow, now: number): Exchanged {
  const { row, tokens } = issueTokens(now, session.startedAt);
  return { session: { ...session, ...row, previousRefreshHash: session.refreshHash }, tokens };
}

/** In place of an answer that was lost: new tokens, old limits, and no second time. */
function replaced(session: SessionRow, now: number): Exchanged {
  const { row, tokens } = issueTokens(now, session.startedAt);
  const { accessHash, refreshHash } = row;
  const { accessExpiresAt } = session;
  return {
    session: { ...session, accessHash, refreshHash, previousRefreshHash: null },
    tokens: { ...tokens, accessExpiresAt },
  };
}

function isRefreshable(session: SessionRow, request: RefreshRequest, now: number): boolean {
  const isAlive = session.endedAt === null && session.refreshExpiresAt > now;
  return isAlive && session.deskId === request.deskId;
}

async function provenDesk(
  { store, challenges, refusals }: RefreshDeps,
  { deskId, proof, address }: RefreshRequest,
  session: SessionRow,
): Promise<boolean> {
  const user = await store.users.get(session.userId);
  if (!user || session.deskId !== deskId) return false;
  const claim = { act: 'refresh', deskId, workNo: user.workNo, proof } as const;
  try {
    return await checkDesk({ deskKeys: store.deskKeys, challenges }, claim);
  } catch (error) {
    if (error instanceof AppError) {
      const row = { action: 'refreshRefused', deskId, subjectId: session.sessionId } as const;
      await refusals.note({
        ...row,
        userId: user.userId,
        code: error.code,
        address,
        deskProven: false,
      });
    }
    throw error;
  }
}

async function endReused(
  { sessions, audit }: HubRepositories,
  session: SessionRow,
  { address }: RefreshRequest,
  now: number,
): Promise<void> {
  await sessions.update({ ...session, endedAt: now });
  await audit.append({
    at: now,
    action: 'tokenReused',
    userId: session.userId,
    deskId: session.deskId,
    subjectId: session.sessionId,
    code: 'hub.sessionExpired',
    address,
  });
}
