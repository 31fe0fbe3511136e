import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubSession } from '../../../shared/contract/session/schemas.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import type { HubClient, HubTransport } from '../../hub-client/hub-client.ts';
import { hubError, isAway } from '../../hub-client/hub-errors.ts';
import type { TokenSource } from '../../hub-client/hub-link.ts';
import { mustBeHub } from '../../hub-client/must-be-hub.ts';
import type { Credentials } from './offline-sign-in.ts';
import type { DeskProver } from './desk-prover.ts';

/** The right to speak to the hub: gets access tokens, renews them, and forgets them. */
export interface HubTokens extends TokenSource {
  /** Throws `hub.badCredentials`, `hub.accountLocked`, `hub.unreachable`, `hub.notAHub`. */
  signIn(credentials: Credentials): Promise<HubSession>;
  /** Typed while the hub was away; used once when it answers again, never written down. */
  holdCredentials(credentials: Credentials): void;
  /** Forgets everything, also what a running renewal still brings; gives the last access token, to sign out with. */
  clear(): string | null;
}

/** Not a word on this person: the hub is unwell, has too much to do, or somebody else mistyped. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'hub.busy',
  'hub.signInBusy',
  'hub.accountLocked',
  'ipc.internal',
]);

/** The hub itself refuses this person or this desk. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'hub.sessionExpired',
  'hub.badCredentials',
  'hub.accountDisabled',
  'hub.notAtDesk',
  'hub.secondFactorNeeded',
  'hub.secondFactorUnset',
  'hub.secondFactorWrong',
  'hub.passwordChangeNeeded',
  'hub.deskNotProven',
  'hub.deskDisabled',
]);

/** A token this close to its end is renewed before use. */
const renewBeforeMs = 30_000;

export function createHubTokens(deps: {
  readonly transport: HubTransport;
  readonly clock: Clock;
  readonly deskId: DeskId;
  readonly prove: DeskProver;
  /** `null` = none is kept: the person must sign in again. */
  readonly refreshToken: () => { readonly refreshToken: string; readonly workNo: string } | null;
  /** The hub refuses this person, now and whenever asked again with what we have. */
  readonly onRefused: (code: ErrorCode) => Promise<void>;
  /** A session was granted or renewed: keep it before its token is used. */
  readonly onSession: (session: HubSession) => Promise<void>;
}): HubTokens {
  const { transport, clock, deskId } = deps;
  let access: { token: string; expiresAt: number } | null = null;
  let held: Credentials | null = null;
  let renewing: Promise<string> | null = null;
  let clearings = 0;
  let isHub = false;

  const asked = async (ask: (hub: HubClient) => Promise<HubSession>): Promise<HubSession> => {
    try {
      const hub = transport.client(null);
      // Before anything secret: a wrong address in the configuration is not to be told passwords.
      if (!isHub) await mustBeHub(hub);
      isHub = true;
      return await ask(hub);
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
    const kept = deps.refreshToken();
    if (!credentials && kept === null) throw new AppError('hub.sessionExpired');
    const clearingsBefore = clearings;
    try {
      const session = await take((hub) => (credentials ? signIn(hub, credentials) : refresh(hub)));
      return session.accessToken;
    } catch (error) {
      const code = errorCodeOf(error);
      // The hub being away or unwell means wait; anything else means that the person must sign in again.
      if (isAway(code) || passing.has(code)) throw error;
      if (held === credentials) held = null;
      const isRefused = refusals.has(code) && clearings === clearingsBefore;
      if (isRefused) await deps.onRefused(code);
      throw new AppError('hub.sessionExpired', { cause: error });
    }
  };
  const signIn = async (hub: HubClient, credentials: Credentials): Promise<HubSession> => {
    const { workNo } = credentials;
    const proof = await deps.prove(hub, { act: 'signIn', deskId, workNo });
    return hub.auth.signIn({ ...credentials, deskId, ...proof });
  };
  const refresh = async (hub: HubClient): Promise<HubSession> => {
    const kept = deps.refreshToken();
    if (kept === null) throw new AppError('hub.sessionExpired');
    const { refreshToken, workNo } = kept;
    const proof = await deps.prove(hub, { act: 'refresh', deskId, workNo });
    return hub.auth.refresh({ refreshToken, deskId, ...proof });
  };
  return {
    signIn: (credentials) => take((hub) => signIn(hub, credentials)),
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
