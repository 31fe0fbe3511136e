import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { StoredUser } from '../../storage/users-repository.ts';
import { type IssuedSession, issueTokens } from './issue-tokens.ts';
import type { Passwords } from './passwords.ts';
import { sessionRules } from './session-rules.ts';

export interface SignInDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly passwords: Passwords;
}

export interface Credentials {
  readonly workNo: string;
  readonly password: string;
  readonly deskId: string;
}

/**
 * Opens a session. Throws `hub.badCredentials` or, after five wrong passwords in a row, `hub.accountLocked` for a
 * quarter of an hour. An unknown work number takes as long, counts and locks like a known one, so that neither answer
 * nor time tells which numbers exist.
 */
export async function signIn(deps: SignInDeps, credentials: Credentials): Promise<IssuedSession> {
  const { workNo, deskId, password } = credentials;
  await countAttempt(deps, credentials);
  const user = await deps.store.users.findByWorkNo(workNo);
  const isRight = await deps.passwords.matches(password, user?.passwordHash ?? null);
  if (!user || !isRight) {
    await auditRefusal(deps, { userId: user?.userId ?? null, deskId, code: 'hub.badCredentials' });
    throw new AppError('hub.badCredentials');
  }
  return openSession(deps, user, deskId);
}

/** Counts before the password is compared, so that many attempts at once do not get past the limit. */
async function countAttempt(deps: SignInDeps, { workNo, deskId }: Credentials): Promise<void> {
  const now = deps.clock.now();
  const isLocked = await deps.store.transaction(async ({ users }) => {
    const failures = await users.failures(workNo);
    if (failures.lockedUntil !== null && failures.lockedUntil > now) return true;
    const count = failures.lockedUntil === null ? failures.count + 1 : 1;
    const lockedUntil = count >= sessionRules.failuresBeforeLock ? now + sessionRules.lockMs : null;
    const forgetBefore = now - sessionRules.failureMemoryMs;
    await users.setFailures(workNo, { count, lockedUntil }, { now, forgetBefore });
    return false;
  });
  if (!isLocked) return;
  const user = await deps.store.users.findByWorkNo(workNo);
  await auditRefusal(deps, { userId: user?.userId ?? null, deskId, code: 'hub.accountLocked' });
  throw new AppError('hub.accountLocked');
}

async function openSession(
  { store, clock }: SignInDeps,
  user: StoredUser,
  deskId: string,
): Promise<IssuedSession> {
  const now = clock.now();
  const { row, tokens } = issueTokens(now, null);
  const session = { ...row, sessionId: randomUUID(), userId: user.userId, deskId, endedAt: null };
  await store.transaction(async ({ users, sessions, audit }) => {
    await users.clearFailures(user.workNo);
    await sessions.removeExpired(now);
    await sessions.insert(session);
    await sessions.noteDesk({ deskId, userId: user.userId, workNo: user.workNo, at: now });
    await audit.append({
      at: now,
      action: 'signedIn',
      userId: user.userId,
      deskId,
      subjectId: session.sessionId,
      code: null,
    });
  });
  const { userId, workNo, displayName, role } = user;
  return { ...tokens, user: { userId, workNo, displayName, role } };
}

async function auditRefusal(
  { store, clock }: SignInDeps,
  refusal: {
    readonly userId: string | null;
    readonly deskId: string;
    readonly code: 'hub.badCredentials' | 'hub.accountLocked';
  },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    action: 'signInRefused',
    subjectId: null,
    ...refusal,
  });
}
