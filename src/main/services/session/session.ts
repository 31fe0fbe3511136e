import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { type HubKeys, type HubSession, hubKeysSchema } from '../../../shared/contract/hub.ts';
import { userSchema } from '../../../shared/contract/schemas.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import type { User } from '../../../shared/domain/user.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { HubClient, HubTransport } from '../hub/hub-client.ts';
import { type TokenSource, hubError } from '../hub/hub-link.ts';
import type { Credentials } from './credentials.ts';
import type { OfflineSignIn } from './offline-sign-in.ts';

/** Who works at this desk, and the right to speak to the hub in that person's name. */
export interface Session extends TokenSource {
  /** Takes up the session of the last hours after a restart of the host; nobody is asked again in mid-shift. */
  restore(): Promise<void>;
  user(): User | null;
  /** Throws `hub.badCredentials`, `hub.accountLocked`, or `hub.unreachable` when nothing is kept of this person. */
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
/** A token this close to its end is renewed before use. */
const renewBeforeMs = 30_000;

export function createSession(deps: {
  readonly transport: HubTransport;
  readonly meta: StoreApi['meta'];
  readonly offline: OfflineSignIn;
  readonly clock: Clock;
  readonly deskId: DeskId;
  readonly logger: Logger;
  readonly onUser: (user: User | null) => void;
}): Session {
  const { transport, meta, offline, clock, deskId } = deps;
  let kept: Kept | null = null;
  let keys: HubKeys | null = null;
  let access: { token: string; expiresAt: number } | null = null;
  let renewing: Promise<string> | null = null;
  /** Typed while the hub was away; used once when it answers again, never written down. */
  let typed: Credentials | null = null;

  const keep = async (next: Kept) => {
    kept = next;
    await meta.setMeta('session', JSON.stringify(next));
  };
  const take = async (session: HubSession) => {
    access = { token: session.accessToken, expiresAt: session.accessExpiresAt };
    keys = session.keys;
    await meta.setMeta('hubKeys', JSON.stringify(session.keys));
    await keep({ user: session.user, refreshToken: session.refreshToken, usedAt: clock.now() });
  };
  const askHub = async <T>(ask: (hub: HubClient) => Promise<T>): Promise<T> => {
    try {
      return await ask(transport.client(null));
    } catch (error) {
      throw hubError(error);
    }
  };
  const signInAtHub = async (credentials: Credentials): Promise<User> => {
    const session = await askHub((hub) => hub.auth.signIn({ ...credentials, deskId }));
    await take(session);
    await offline.remember(credentials, session.user);
    return session.user;
  };
  const renew = async (): Promise<string> => {
    if (!kept) throw new AppError('hub.sessionExpired');
    if (typed) await signInAgain(typed);
    else if (kept.refreshToken === null) throw new AppError('hub.sessionExpired');
    else {
      const { refreshToken } = kept;
      try {
        await take(await askHub((hub) => hub.auth.refresh({ refreshToken, deskId })));
      } catch (error) {
        throw expired(error);
      }
    }
    if (!access) throw new AppError('hub.sessionExpired');
    return access.token;
  };
  const signInAgain = async (credentials: Credentials) => {
    try {
      await signInAtHub(credentials);
      typed = null;
    } catch (error) {
      if (hubError(error).code !== 'hub.unreachable') typed = null;
      throw expired(error);
    }
  };

  return {
    async restore() {
      const savedKeys = await meta.getMeta('hubKeys');
      keys = savedKeys === null ? null : hubKeysSchema.parse(JSON.parse(savedKeys));
      const saved = await meta.getMeta('session');
      if (saved === null) return;
      const found = keptSchema.parse(JSON.parse(saved));
      if (clock.now() - found.usedAt > restoreWithinMs) return;
      kept = found;
      deps.onUser(found.user);
    },
    user: () => kept?.user ?? null,
    keys: () => keys,
    async signIn(credentials) {
      try {
        const user = await signInAtHub(credentials);
        typed = null;
        deps.onUser(user);
        return user;
      } catch (error) {
        if (hubError(error).code !== 'hub.unreachable') throw error;
      }
      const user = await offline.verify(credentials);
      access = null;
      typed = credentials;
      await keep({ user, refreshToken: null, usedAt: clock.now() });
      deps.logger.info('session.signedInOffline', { userId: user.userId });
      deps.onUser(user);
      return user;
    },
    async signOut() {
      const token = access?.token ?? null;
      access = null;
      typed = null;
      kept = null;
      await meta.removeMeta('session');
      deps.onUser(null);
      if (token === null) return;
      try {
        await transport.client(token).auth.signOut();
      } catch (error) {
        deps.logger.debug('session.signOutNotHeard', { code: hubError(error).code });
      }
    },
    accessToken() {
      if (access && access.expiresAt - clock.now() > renewBeforeMs)
        return Promise.resolve(access.token);
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    refuse(token) {
      if (access?.token === token) access = null;
    },
  };
}

/** A refused refresh means that the person must sign in again; an unreachable hub means wait. */
function expired(error: unknown): AppError {
  const translated = hubError(error);
  const waits = translated.code === 'hub.unreachable' || translated.code === 'ipc.internal';
  return waits ? translated : new AppError('hub.sessionExpired', { cause: error });
}
