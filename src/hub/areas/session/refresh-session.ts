import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { DeskProof } from '../../../shared/contract/session/schemas.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { SessionRow } from './sessions-repository.ts';
import type { DeskChallenges } from './desk-challenges.ts';
import type { QuietAudit } from '../audit/quiet-audit.ts';
import { checkDesk, isKeyOf } from './desk-proof.ts';
import { enrolDesk } from './enrol-desk.ts';
import { type IssuedSession, type IssuedTokens, issueTokens, hashToken } from './tokens.ts';
import type { RefusalAudit } from './refusal-audit.ts';
import { sessionRules } from './session-rules.ts';
import { openSuccessor, sealSuccessor } from './successor.ts';

export interface RefreshDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly challenges: DeskChallenges;
  readonly refusals: RefusalAudit;
  readonly quietly: QuietAudit;
}

export interface RefreshRequest {
  readonly refreshToken: string;
  readonly deskId: string;
  readonly proof?: DeskProof | undefined;
  /** IP address it comes from. */
  readonly address: string;
}

/**
 * Exchanges a refresh token for new tokens. An answer may be lost: a desk that proves its key gets the same answer again
 * until it has used the new token, however often it asks. A desk of before there were keys gets other tokens instead, once,
 * within two minutes, and no later limits. Any other token that comes again, or one that comes with another desk's key,
 * has been copied: the session ends and the audit says so. Throws `hub.sessionExpired`, `hub.accountDisabled`,
 * `hub.deskNotProven`, `hub.deskDisabled`.
 */
export async function refreshSession(
  deps: RefreshDeps,
  request: RefreshRequest,
): Promise<IssuedSession> {
  const { store, clock } = deps;
  const refreshHash = hashToken(request.refreshToken);
  const found = await store.sessions.findByRefreshHash(refreshHash);
  if (found) await mustBeItsDesk(deps, request, found);
  const issued = await store.transaction(async (repositories) => {
    const now = clock.now();
    const session = await repositories.sessions.findByRefreshHash(refreshHash);
    if (!session || !isRefreshable(session, request, now)) return null;
    const user = await repositories.users.get(session.userId);
    if (!user) return null;
    const { deskId, proof, address } = request;
    const { userId } = user;
    const deskProven = proof
      ? await enrolDesk(repositories, { ...proof, deskId, userId, address, at: now })
      : false;
    const next = exchanged(session, request, { refreshHash, deskProven, now });
    if (next === null) {
      await endReused(deps, repositories, { session, address, now });
      return null;
    }
    await repositories.sessions.update({ ...next.session, deskProven });
    await repositories.sessions.spend(session.sessionId, session.refreshHash);
    return { ...next.tokens, user };
  });
  if (issued === null) throw new AppError(await whyNot(store, request, found));
  return issued;
}

/** Who had a session here may know that it is the person who is shut out, and not the time that has run out. */
async function whyNot(
  { users }: HubStore,
  { deskId }: RefreshRequest,
  session: SessionRow | null,
): Promise<'hub.accountDisabled' | 'hub.sessionExpired'> {
  const isHers = session !== null && session.deskId === deskId;
  const isShutOut = isHers && (await users.get(session.userId)) === null;
  return isShutOut ? 'hub.accountDisabled' : 'hub.sessionExpired';
}

interface Exchanged {
  readonly session: SessionRow;
  readonly tokens: IssuedTokens;
}

/** What the token is worth; `null` = it was copied. */
function exchanged(
  session: SessionRow,
  { refreshToken }: RefreshRequest,
  how: { readonly refreshHash: string; readonly deskProven: boolean; readonly now: number },
): Exchanged | null {
  const { refreshHash, deskProven, now } = how;
  if (session.refreshHash === refreshHash) return renewed(session, refreshToken, now);
  if (session.previousRefreshHash !== refreshHash) return null;
  const { accessExpiresAt, successor, refreshedAt } = session;
  const same =
    deskProven && successor !== undefined ? openSuccessor(refreshToken, successor) : null;
  if (same) return { session, tokens: { ...same, accessExpiresAt } };
  return now - refreshedAt <= sessionRules.refreshGraceMs ? replaced(session, now) : null;
}

function renewed(session: SessionRow, refreshToken: string, now: number): Exchanged {
  const { row, tokens } = issueTokens(now, session.startedAt);
  const successor = sealSuccessor(refreshToken, {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  });
  const previousRefreshHash = session.refreshHash;
  return { session: { ...session, ...row, previousRefreshHash, successor }, tokens };
}

/** In place of an answer that was lost: new tokens, old limits, and no second time. */
function replaced(session: SessionRow, now: number): Exchanged {
  const { row, tokens } = issueTokens(now, session.startedAt);
  const { accessHash, refreshHash } = row;
  const { accessExpiresAt } = session;
  const none = { previousRefreshHash: null, successor: undefined };
  return {
    session: { ...session, accessHash, refreshHash, ...none },
    tokens: { ...tokens, accessExpiresAt },
  };
}

function isRefreshable(session: SessionRow, request: RefreshRequest, now: number): boolean {
  const isAlive = session.endedAt === null && session.refreshExpiresAt > now;
  return isAlive && session.deskId === request.deskId;
}

/** Refuses who does not prove to be the desk of the session; another key there means that the token was copied. */
async function mustBeItsDesk(
  deps: RefreshDeps,
  { deskId, proof, address }: RefreshRequest,
  session: SessionRow,
): Promise<void> {
  const { store, clock, challenges, refusals, quietly } = deps;
  const user = await store.users.get(session.userId);
  if (!user || session.deskId !== deskId) return;
  const claim = { act: 'refresh', deskId, workNo: user.workNo, proof } as const;
  try {
    await checkDesk({ deskKeys: store.deskKeys, challenges }, claim);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code } = error;
    const row = { action: 'refreshRefused', code, deskId, subjectId: session.sessionId } as const;
    await quietly(row, () =>
      refusals.note({ ...row, userId: user.userId, address, deskProven: false }),
    );
    await store.transaction(async (repositories) => {
      const known = await repositories.deskKeys.get(deskId);
      if (session.endedAt !== null || !proof || isKeyOf(known, deskId, proof.publicKey)) return;
      await endReused(deps, repositories, { session, address, now: clock.now() });
    });
    throw error;
  }
}

async function endReused(
  { quietly }: RefreshDeps,
  { sessions, audit }: HubRepositories,
  copied: { readonly session: SessionRow; readonly address: string; readonly now: number },
): Promise<void> {
  const { session, address, now } = copied;
  const { userId, deskId, sessionId } = session;
  await sessions.update({ ...session, endedAt: now });
  const row = { action: 'tokenReused', code: 'hub.sessionExpired' } as const;
  await quietly(row, () =>
    audit.append({ at: now, ...row, userId, deskId, subjectId: sessionId, address }),
  );
}
