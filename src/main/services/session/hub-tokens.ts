import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubSession } from '../../../shared/contract/hub.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import type { HubClient, HubTransport } from '../hub/hub-client.ts';
import { type TokenSource, hubError, isAway } from '../hub/hub-link.ts';
import type { Credentials } from './credentials.ts';

/** The right to speak to the hub: gets access tokens, renews them, and forgets them. */
export interface HubTokens extends TokenSource {
  /** Throws `hub.badCredentials`, `hub.accountLocked`, `hub.unreachable`. */
  signIn(credentials: Credentials): Promise<HubSession>;
  /** Typed while the hub was away; used once when it answers again, never written down. */
  holdCredentials(credentials: Credentials): void;
  /** Forgets everything, also what a running renewal still brings; gives the last access token, to sign out with. */
  clear(): string | null;
}

/** A token this close to its end is renewed before use. */
const renewBeforeMs = 30_000;

export function createHubTokens(deps: {
  readonly transport: HubTransport;
  readonly clock: Clock;
  readonly deskId: DeskId;
  /** `null` = none is kept: the person must sign in again. */
  readonly refreshToken: () => string | null;
  /** A session was granted or renewed: keep it before its token is used. */
  readonly onSession: (session: HubSession) => Promise<void>;
}): HubTokens {
  const { transport, clock, deskId } = deps;
  let access: { token: string; expiresAt: number } | null = null;
  let held: Credentials | null = null;
  let renewing: Promise<string> | null = null;
  let clearings = 0;

  const asked = async (ask: (hub: HubClient) => Promise<HubSession>): Promise<HubSession> => {
    try {
      return await ask(transport.client(null));
    } catch (error) {
      throw hubError(error);
    }
  };
  const take = async (ask: (hub: HubClient) => Promise<HubSession>): Promise<HubSession> => {
    const clearingsBefore = clearings;
    const mustStillBeWanted = () => {
      if (clearings !== clearingsBefore) throw new AppError('hub.sessionExpired');
    };
    const session = await asked(ask);
    mustStillBeWanted();
    await deps.onSession(session);
    mustStillBeWanted();
    access = { token: session.accessToken, expiresAt: session.accessExpiresAt };
    held = null;
    return session;
  };
  const renew = async (): Promise<string> => {
    const credentials = held;
    const refreshToken = deps.refreshToken();
    if (!credentials && refreshToken === null) throw new AppError('hub.sessionExpired');
    try {
      const session = await take((hub) =>
        credentials
          ? hub.auth.signIn({ ...credentials, deskId })
          : hub.auth.refresh({ refreshToken: refreshToken ?? '', deskId }),
      );
      return session.accessToken;
    } catch (error) {
      const code = errorCodeOf(error);
      // The hub being away or unwell means wait; anything else means that the person must sign in again.
      if (isAway(code) || code === 'ipc.internal') throw error;
      if (held === credentials) held = null;
      throw new AppError('hub.sessionExpired', { cause: error });
    }
  };
  return {
    signIn: (credentials) => take((hub) => hub.auth.signIn({ ...credentials, deskId })),
    holdCredentials(credentials) {
      access = null;
      held = credentials;
    },
    clear() {
      const token = access?.token ?? null;
      clearings += 1;
      access = null;
      held = null;
      renewing = null;
      return token;
    },
    accessToken() {
      if (access && access.expiresAt - clock.now() > renewBeforeMs)
        return Promise.resolve(access.token);
      if (renewing) return renewing;
      const mine = renew().finally(() => {
        if (renewing === mine) renewing = null;
      });
      renewing = mine;
      return mine;
    },
    refuse(token) {
      if (access?.token === token) access = null;
    },
  };
}
