import type { User } from '../../../shared/domain/session/user.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SessionRow } from './sessions-repository.ts';
import { hashToken } from './tokens.ts';

/** Who is asking, from which desk, and from where. */
export interface SignedIn {
  readonly sessionId: string;
  readonly deskId: string;
  /** Has the desk proven its key? `false` = of an older release; its id is only what it says. */
  readonly deskProven: boolean;
  /** IP address of the request. */
  readonly address: string;
  readonly user: User;
}

/** What each audit row of a signed-in person carries. */
export function auditFacts({ user, deskId, deskProven, address }: SignedIn) {
  return { userId: user.userId, deskId, deskProven, address };
}

interface Deps {
  readonly store: HubStore;
  readonly clock: Clock;
}

/** Who owns this access token. Throws `hub.sessionExpired` for none, an unknown, an old one or an ended session. */
export async function authenticate(
  deps: Deps,
  accessToken: string | null,
  address: string,
): Promise<SignedIn> {
  if (accessToken === null) throw new AppError('hub.sessionExpired');
  const session = await deps.store.sessions.findByAccessHash(hashToken(accessToken));
  return alive(deps, session, address);
}

/** The same for a connection that was let in before: its session lives as long as the desk refreshes it. */
export async function authenticateAgain(
  deps: Deps,
  sessionId: string,
  address: string,
): Promise<SignedIn> {
  return alive(deps, await deps.store.sessions.get(sessionId), address);
}

/** Ends the session: its tokens are worth nothing from now on. */
export async function signOut({ store, clock }: Deps, signedIn: SignedIn): Promise<void> {
  const now = clock.now();
  const { sessionId } = signedIn;
  await store.transaction(async ({ sessions, audit }) => {
    const session = await sessions.get(sessionId);
    if (session) await sessions.update({ ...session, endedAt: now });
    const entry = { at: now, action: 'signedOut', subjectId: sessionId, code: null } as const;
    await audit.appendOrCount({ ...entry, ...auditFacts(signedIn) });
  });
}

async function alive(
  { store, clock }: Deps,
  session: SessionRow | null,
  address: string,
): Promise<SignedIn> {
  if (!session || session.endedAt !== null || session.accessExpiresAt <= clock.now()) {
    throw new AppError('hub.sessionExpired');
  }
  const user = await store.users.get(session.userId);
  if (!user) throw new AppError('hub.sessionExpired');
  const { sessionId, deskId, deskProven } = session;
  return { sessionId, deskId, deskProven, address, user };
}
