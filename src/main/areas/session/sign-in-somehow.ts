import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Logger } from '../../../shared/logger.ts';
import { isAway } from '../../hub-client/hub-errors.ts';
import type { HubTokens } from './hub-tokens.ts';
import type { Credentials, OfflineSignIn } from './offline-sign-in.ts';

/**
 * Asks the hub, and what it last said when it cannot be reached; a refusal of the hub also ends that. Throws the codes of
 * `Session.signIn`.
 */
export function createSignIn(deps: {
  readonly tokens: Pick<HubTokens, 'signIn' | 'holdCredentials'>;
  readonly offline: OfflineSignIn;
  readonly logger: Logger;
  /** Keeps the session of somebody whom the hub has not heard of yet. */
  readonly keep: (user: User) => Promise<void>;
}): (credentials: Credentials) => Promise<User> {
  const { tokens, offline, logger } = deps;
  const signInOffline = async (credentials: Credentials, why: ErrorCode): Promise<User> => {
    const user = await offline.verify(credentials).catch((error: unknown) => {
      // Nothing is kept of this person: what keeps the hub away is what has to be mended.
      const isUnknown = errorCodeOf(error) === 'hub.neverSignedInHere';
      throw isUnknown && why !== 'hub.unreachable' ? new AppError(why, { cause: error }) : error;
    });
    // Only the hub changes a password, and it asks again.
    const { newPassword: _notNow, ...held } = credentials;
    tokens.holdCredentials(held);
    await deps.keep(user);
    logger.info('session.signedInOffline', { userId: user.userId });
    return user;
  };
  return async (credentials) => {
    try {
      const { user } = await tokens.signIn(credentials);
      const { workNo, password, newPassword = password } = credentials;
      await offline.remember({ workNo, password: newPassword }, user);
      return user;
    } catch (error) {
      const code = errorCodeOf(error);
      if (isAway(code)) return await signInOffline(credentials, code);
      if (code === 'hub.accountDisabled' || code === 'hub.notAtDesk')
        await offline.forget(credentials.workNo);
      if (code === 'hub.badCredentials') await offline.forgetIfSame(credentials);
      throw error;
    }
  };
}
