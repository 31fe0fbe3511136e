import { z } from 'zod';
import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { type HubKeys, type HubSession, hubKeysSchema } from '../../../shared/contract/hub.ts';
import { userSchema } from '../../../shared/contract/base-schemas.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import type { User } from '../../../shared/domain/user.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { HubTransport } from '../hub/hub-client.ts';
import { type TokenSource, hubError, isAway } from '../hub/hub-link.ts';
import type { Credentials } from './credentials.ts';
import { createHubTokens } from './hub-tokens.ts';
import type { OfflineSignIn } from './offline-sign-in.ts';
import { checkHubKeys } from './pinned-keys.ts';

/** Who works at this desk, and the right to speak to the hub in that person's name. */
export interface Session extends TokenSource {
  /** Takes up the session of the last hours after a restart of the host; nobody is asked again in mid-shift. */
  restore(): Promise<void>;
  user(): User | null;
  /** Throws `hub.badCredentials`, `hub.accountLocked`, or `hub.neverSignedInHere` when nothing is kept of this person. */
  signIn(credentials: Credentials): Promise<User>;
  signOut(): Promise<void>;
  /** The hub's public keys, also known offline once they were seen; `null` before the first sign-in. */
  keys(): HubKeys | null;
}

const keptSchema = z.strictObject({
  user: userSchema,
  refreshToken: z.string().nullable(),
  usedAt: z.int().min(0),
});
type Kept = z.infer<typeof keptSchema>;

/** A session is taken up again within one shift. */
const restoreWithinMs = 12 * 3_600_000;

export function createSession(deps: {
  readonly transport: HubTransport;
  readonly meta: StoreApi['meta'];
  readonly offline: OfflineSignIn;
  readonly clock: Clock;
  readonly deskId: DeskId;
  /** Fingerprint of the hub's keys as IT has confirmed it; `null` = those of the first sign-in hold. */
  readonly keyFingerprint: string | null;
  readonly logger: Logger;
  readonly onUser: (user: User | null) => void;
}): Session {
  const { transport, meta, offline, clock, deskId, logger, onUser } = deps;
  let kept: Kept | null = null;
  let keys: HubKeys | null = null;

  const keep = async (user: User, refreshToken: string | null) => {
    kept = { user, refreshToken, usedAt: clock.now() };
    await meta.setMeta('session', JSON.stringify(kept));
  };
  const onSession = async (session: HubSession) => {
    checkHubKeys(session.keys, { learned: keys, confirmed: deps.keyFingerprint });
    keys = session.keys;
    // One after the other in the store; both are said at once, so that a sign-out cannot come between.
    await Promise.all([
      meta.setMeta('hubKeys', JSON.stringify(session.keys)),
      keep(session.user, session.refreshToken),
    ]);
  };
  const refreshToken = () => kept?.refreshToken ?? null;
  const tokens = createHubTokens({ transport, clock, deskId, refreshToken, onSession });

  const signInOffline = async (credentials: Credentials, why: ErrorCode): Promise<User> => {
    const user = await offline.verify(credentials).catch((error: unknown) => {
      // Nothing is kept of this person: what keeps the hub away is what has to be mended.
      const isUnknown = errorCodeOf(error) === 'hub.neverSignedInHere';
      throw isUnknown && why !== 'hub.unreachable' ? new AppError(why, { cause: error }) : error;
    });
    tokens.holdCredentials(credentials);
    await keep(user, null);
    logger.info('session.signedInOffline', { userId: user.userId });
    return user;
  };
  const signInAtHub = async (credentials: Credentials): Promise<User> => {
    const { user } = await tokens.signIn(credentials);
    await offline.remember(credentials, user);
    return user;
  };

  return {
    async restore() {
      const savedKeys = await meta.getMeta('hubKeys');
      keys = savedKeys === null ? null : hubKeysSchema.parse(JSON.parse(savedKeys));
      const saved = await meta.getMeta('session');
      const found = saved === null ? null : keptSchema.parse(JSON.parse(saved));
      if (found === null || clock.now() - found.usedAt > restoreWithinMs) return;
      kept = found;
      onUser(found.user);
    },
    user: () => kept?.user ?? null,
    keys: () => keys,
    async signIn(credentials) {
      const user = await signInAtHub(credentials).catch((error: unknown) => {
        const code = errorCodeOf(error);
        if (!isAway(code)) throw error;
        return signInOffline(credentials, code);
      });
      onUser(user);
      return user;
    },
    async signOut() {
      const token = tokens.clear();
      kept = null;
      await meta.removeMeta('session');
      onUser(null);
      if (token === null) return;
      try {
        await transport.client(token).auth.signOut();
      } catch (error) {
        logger.debug('session.signOutNotHeard', { code: hubError(error).code });
      }
    },
    accessToken: tokens.accessToken,
    refuse: tokens.refuse,
  };
}
