import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type {
  HubKeys,
  HubSession,
  PasswordChange,
} from '../../../shared/contract/session/schemas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { keptHubKeys } from '../../../shared/kept/hub-keys.ts';
import { loadKept, saveKept } from '../../../shared/kept/kept.ts';
import { type KeptSession, keptSession } from '../../../shared/kept/session.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { HubTransport } from '../../hub-client/hub-client.ts';
import { hubError, isBeforeAct } from '../../hub-client/hub-errors.ts';
import type { TokenSource } from '../../hub-client/hub-link.ts';
import type { DeskProver } from './desk-prover.ts';
import { deskSessionRules } from './desk-session-rules.ts';
import { createHubTokens } from './hub-tokens.ts';
import type { Credentials, OfflineSignIn } from './offline-sign-in.ts';
import { checkHubKeys } from './pinned-keys.ts';
import { createSessionAge } from './session-age.ts';
import { createSignIn } from './sign-in-somehow.ts';

/** Who works at this desk, and the right to speak to the hub in that person's name. */
export interface Session extends TokenSource {
  /** Takes up the session of the last hours after a restart of the host; nobody is asked again in mid-shift. */
  restore(): Promise<void>;
  user(): User | null;
  /** Why this person may not begin anything new: the desk locks when the running call is over. `null` = may. */
  refusedBy(): ErrorCode | null;
  /** Throws `hub.badCredentials`, `hub.accountLocked`, or `hub.neverSignedInHere` when nothing is kept of this person. */
  signIn(credentials: Credentials): Promise<User>;
  /** The hub changes the password, and what opens this desk without it follows. Throws the codes of `authHubContract.changePassword`, `hub.unreachable`, `hub.olderThanAct`. */
  changePassword(typed: PasswordChange): Promise<void>;
  signOut(): Promise<void>;
  /** Refuses a session that has lasted too long; the hub need not be there for it. */
  checkAge(): Promise<void>;
  /** The hub's public keys, also known offline once they were seen; `null` before the first sign-in. */
  keys(): HubKeys | null;
}

interface SessionDeps {
  readonly transport: HubTransport;
  readonly meta: StoreApi['meta'];
  readonly offline: OfflineSignIn;
  readonly clock: Clock;
  readonly deskId: DeskId;
  /** Fingerprint of the hub's keys as IT has confirmed it; `null` = those of the first sign-in hold. */
  readonly keyFingerprint: string | null;
  readonly prove: DeskProver;
  readonly logger: Logger;
  readonly onUser: (user: User | null) => void;
  /** This person may not go on: lock when no call runs. */
  readonly onRefused: (code: ErrorCode) => void;
}

export function createSession(deps: SessionDeps): Session {
  const { transport, meta, offline, clock, deskId, prove, logger, onUser } = deps;
  let kept: KeptSession | null = null;
  let keys: HubKeys | null = null;
  const age = createSessionAge(clock);

  const write = async (next: KeptSession) => {
    kept = next;
    await saveKept(meta, keptSession, next);
  };
  const keep = async (user: User, refreshToken: string | null) => {
    const usedAt = clock.now();
    const signedInAt = kept?.user.userId === user.userId ? kept.signedInAt : usedAt;
    await write({ user, refreshToken, usedAt, signedInAt });
  };
  const onSession = async (session: HubSession) => {
    try {
      checkHubKeys(session.keys, { learned: keys, confirmed: deps.keyFingerprint });
    } catch (error) {
      // Nothing else of it is taken. The token that asked is spent: coming again, the hub would take it for a copied one.
      if (kept?.refreshToken) await write({ ...kept, refreshToken: session.refreshToken });
      throw error;
    }
    keys = session.keys;
    // One after the other in the store; both are said at once, so that a sign-out cannot come between.
    await Promise.all([
      saveKept(meta, keptHubKeys, session.keys),
      keep(session.user, session.refreshToken),
    ]);
  };
  const refuse = async (code: ErrorCode) => {
    if (kept === null || kept.refusedBy) return;
    logger.warn('session.refused', { code });
    await write({ ...kept, refreshToken: null, refusedBy: code });
    deps.onRefused(code);
  };
  const onRefused = async (code: ErrorCode) => {
    if (kept !== null && !hasRunOut(kept, code) && !wantsCode(code))
      await offline.forget(kept.user.workNo);
    await refuse(code);
  };
  /** Did the session only grow too old while the hub was away? Then the password still opens the desk without it. */
  const hasRunOut = ({ usedAt, refreshToken: token }: KeptSession, code: ErrorCode) => {
    const isOld = clock.now() - usedAt > deskSessionRules.renewWithinMs;
    return token !== null && code === 'hub.sessionExpired' && isOld;
  };
  const refreshToken = () =>
    kept?.refreshToken ? { refreshToken: kept.refreshToken, workNo: kept.user.workNo } : null;
  const tokens = createHubTokens({
    transport,
    clock,
    deskId,
    prove,
    refreshToken,
    onSession,
    onRefused,
  });

  const signInSomehow = createSignIn({ tokens, offline, logger, keep: (user) => keep(user, null) });

  return {
    async restore() {
      await offline.dateOld();
      keys = await loadKept(meta, keptHubKeys, logger);
      const found = await loadKept(meta, keptSession, logger);
      const isSound = await offline.isClockSound();
      if (found === null || clock.now() - found.usedAt > deskSessionRules.restoreWithinMs) return;
      if (!isSound) return;
      kept = found;
      age.begin(found.signedInAt ?? found.usedAt);
      onUser(found.user);
      if (found.refusedBy) deps.onRefused(found.refusedBy);
    },
    user: () => kept?.user ?? null,
    refusedBy: () => kept?.refusedBy ?? null,
    keys: () => keys,
    async signIn(credentials) {
      const user = await signInSomehow(credentials);
      age.begin(clock.now());
      if (kept) await write({ ...kept, signedInAt: clock.now() });
      onUser(user);
      return user;
    },
    async changePassword(typed) {
      const user = kept?.user;
      if (!user) throw new AppError('hub.sessionExpired');
      await changeAtHub(deps, tokens, typed);
      await offline.remember({ workNo: user.workNo, password: typed.newPassword }, user);
    },
    async signOut() {
      const token = tokens.clear();
      kept = null;
      // Nobody is here any more, whatever becomes of the disk: after a restart a refused person is refused again.
      onUser(null);
      await meta.removeMeta(keptSession.key);
      if (token === null) return;
      try {
        await transport.client(token).auth.signOut();
      } catch (error) {
        logger.debug('session.signOutNotHeard', { code: hubError(error).code });
      }
    },
    async checkAge() {
      if (age.ms() > deskSessionRules.sessionMs) await refuse('hub.sessionExpired');
    },
    async accessToken() {
      if (kept?.refusedBy) throw new AppError('hub.sessionExpired');
      return tokens.accessToken();
    },
    refuse: tokens.refuse,
  };
}

/** Once more with a fresh token when the hub says that this one is over. */
async function changeAtHub(
  { transport }: Pick<SessionDeps, 'transport'>,
  tokens: TokenSource,
  typed: PasswordChange,
): Promise<void> {
  const ask = (token: string) => transport.client(token).auth.changePassword(typed);
  const token = await tokens.accessToken();
  try {
    await ask(token).catch(async (error: unknown) => {
      if (hubError(error).code !== 'hub.sessionExpired') throw error;
      tokens.refuse(token);
      await ask(await tokens.accessToken());
    });
  } catch (error) {
    throw isBeforeAct(error, transport.contract())
      ? new AppError('hub.olderThanAct', { cause: error })
      : hubError(error);
  }
}

/** The password is right, and the hub wants a code beside it, or another one: nothing that was known of the person is wrong. */
function wantsCode(code: ErrorCode): boolean {
  return code.startsWith('hub.secondFactor') || code === 'hub.passwordChangeNeeded';
}
