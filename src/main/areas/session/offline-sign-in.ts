import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import { keptLatestTime } from '../../../shared/kept/desk-facts.ts';
import { loadKept, saveKept } from '../../../shared/kept/kept.ts';
import { type OfflineVerifier, keptVerifier } from '../../../shared/kept/offline-verifier.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { PasswordHasher } from '../../host/host-core.ts';
import { deskSessionRules } from './desk-session-rules.ts';

/** What a person types to sign in. */
export interface Credentials {
  readonly workNo: string;
  readonly password: string;
  /** Of the second factor; absent = it was not asked for. */
  readonly code?: string | undefined;
  /** Takes the place of the password; absent = it stays. */
  readonly newPassword?: string | undefined;
}

/** Signing in while the hub is unreachable, against what the last sign-in at this desk left. */
export interface OfflineSignIn {
  /** Keeps a verifier after the hub has accepted these credentials. */
  remember(credentials: Credentials, user: User): Promise<void>;
  /**
   * Throws `hub.badCredentials`, `hub.accountLocked`, `hub.offlineExpired` when the hub has not confirmed this person for
   * too long, or `hub.neverSignedInHere` for somebody of whom nothing is kept here.
   */
  verify(credentials: Credentials): Promise<User>;
  /** The hub refuses this person: nothing opens the desk without it any more. */
  forget(workNo: string): Promise<void>;
  /** The hub refuses these credentials. They are forgotten if they are those kept here; a mistyped password is not. */
  forgetIfSame(credentials: Credentials): Promise<void>;
  /**
   * For the start of the host: what an older release kept gets its date now, so that its age counts whether or not
   * somebody signs in with it.
   */
  dateOld(): Promise<void>;
  /** Is the clock where it was, or further? A clock that was set back says nothing about age. */
  isClockSound(): Promise<boolean>;
}

const failuresBeforeLock = 5;
const lockMs = 15 * 60_000;

export function createOfflineSignIn(deps: {
  readonly meta: StoreApi['meta'];
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly logger: Logger;
}): OfflineSignIn {
  const { meta, hasher, clock, logger } = deps;
  const read = async (workNo: string): Promise<OfflineVerifier | null> => {
    const verifier = await loadKept(meta, keptVerifier(workNo), logger);
    if (verifier === null || verifier.provenAt !== undefined) return verifier;
    const dated = { ...verifier, provenAt: clock.now() };
    await write(workNo, dated);
    return dated;
  };
  const write = (workNo: string, verifier: OfflineVerifier) =>
    saveKept(meta, keptVerifier(workNo), verifier);
  const isClockSound = async (): Promise<boolean> => {
    const latest = await loadKept(meta, keptLatestTime, logger);
    const now = clock.now();
    if (now > latest) await saveKept(meta, keptLatestTime, now);
    return now >= latest - deskSessionRules.clockToleranceMs;
  };
  const mustBeFresh = async ({ provenAt = 0, uses = 0 }: OfflineVerifier): Promise<void> => {
    const isSound = await isClockSound();
    const isYoung = clock.now() - provenAt <= deskSessionRules.verifierMs;
    const isRare = uses < deskSessionRules.verifierUses;
    if (!isSound || !isYoung || !isRare) throw new AppError('hub.offlineExpired');
  };
  return {
    async remember({ workNo, password }, user) {
      const hash = await hasher.hash(password);
      await saveKept(meta, keptLatestTime, clock.now());
      const provenAt = clock.now();
      await write(workNo, { user, hash, failures: 0, lockedUntil: 0, provenAt, uses: 0 });
    },
    async verify({ workNo, password }) {
      const verifier = await read(workNo);
      if (verifier === null) throw new AppError('hub.neverSignedInHere');
      await mustBeFresh(verifier);
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
      const uses = (verifier.uses ?? 0) + 1;
      await write(workNo, { ...verifier, failures: 0, lockedUntil: 0, uses });
      return verifier.user;
    },
    forget: (workNo) => meta.removeMeta(keptVerifier(workNo).key),
    async forgetIfSame({ workNo, password }) {
      const kept = await read(workNo);
      if (kept && (await hasher.verify(kept.hash, password)))
        await meta.removeMeta(keptVerifier(workNo).key);
    },
    async dateOld() {
      const prefix = keptVerifier('').key;
      for (const key of await meta.metaKeys(prefix)) await read(key.slice(prefix.length));
    },
    isClockSound,
  };
}
