import { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { userSchema } from '../../../shared/contract/base-schemas.ts';
import type { User } from '../../../shared/domain/user.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { Credentials, PasswordHasher } from './credentials.ts';

/** Signing in while the hub is unreachable, against what the last sign-in at this desk left. */
export interface OfflineSignIn {
  /** Keeps a verifier after the hub has accepted these credentials. */
  remember(credentials: Credentials, user: User): Promise<void>;
  /** Throws `hub.badCredentials`, `hub.accountLocked`, or `hub.neverSignedInHere` for somebody of whom nothing is kept here. */
  verify(credentials: Credentials): Promise<User>;
}

const failuresBeforeLock = 5;
const lockMs = 15 * 60_000;

const verifierSchema = z.strictObject({
  user: userSchema,
  hash: z.string(),
  failures: z.int().min(0),
  lockedUntil: z.int().min(0),
});
type Verifier = z.infer<typeof verifierSchema>;

export function createOfflineSignIn(deps: {
  readonly meta: StoreApi['meta'];
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
}): OfflineSignIn {
  const { meta, hasher, clock } = deps;
  const keyOf = (workNo: string) => `verifier:${workNo}`;
  const write = (workNo: string, verifier: Verifier) =>
    meta.setMeta(keyOf(workNo), JSON.stringify(verifier));
  return {
    async remember({ workNo, password }, user) {
      await write(workNo, { user, hash: await hasher.hash(password), failures: 0, lockedUntil: 0 });
    },
    async verify({ workNo, password }) {
      const kept = await meta.getMeta(keyOf(workNo));
      if (kept === null) throw new AppError('hub.neverSignedInHere');
      const verifier = verifierSchema.parse(JSON.parse(kept));
      if (clock.now() < verifier.lockedUntil) throw new AppError('hub.accountLocked');
      // Counted before the check, so that a desk killed in the middle has not forgotten the attempt.
      const failures = verifier.failures + 1;
      const locked = failures >= failuresBeforeLock;
      await write(workNo, {
        ...verifier,
        failures: locked ? 0 : failures,
        lockedUntil: locked ? clock.now() + lockMs : 0,
      });
      if (!(await hasher.verify(verifier.hash, password))) {
        throw new AppError(locked ? 'hub.accountLocked' : 'hub.badCredentials');
      }
      await write(workNo, { ...verifier, failures: 0, lockedUntil: 0 });
      return verifier.user;
    },
  };
}
