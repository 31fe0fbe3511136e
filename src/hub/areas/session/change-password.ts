import { AppError } from '../../../shared/app-error.ts';
import { type SignedIn, auditFacts } from './authenticate.ts';
import { networkOf } from './network-of.ts';
import { sessionRules } from './session-rules.ts';
import { type SignInDeps, countIn } from './sign-in.ts';

/** Wrong old passwords of one person count together, wherever they come from: only who is signed in gets here, and no sign-in is kept out by it. */
const source = 'change';

/**
 * Who is signed in takes another password; all other sessions of that person end. Throws `hub.oldPasswordWrong` with the tries that are
 * left, `hub.passwordChangeLocked` after five of them, `hub.passwordSame`, `hub.signInBusy`. The audit says that it was changed, or that a
 * wrong one was typed, and nothing of either.
 */
export async function changePassword(
  deps: SignInDeps,
  signedIn: SignedIn,
  typed: { readonly oldPassword: string; readonly newPassword: string },
): Promise<void> {
  const { workNo, userId } = signedIn.user;
  const who = {
    isFamiliar: true,
    address: networkOf(signedIn.address),
    person: `change ${userId}`,
  };
  try {
    await deps.queue.run(who, () => change(deps, signedIn, typed));
  } catch (error) {
    const known = asOfChange(error);
    if (known.code === 'hub.oldPasswordWrong' || known.code === 'hub.passwordChangeLocked')
      await noteRefusal(deps, signedIn, known);
    // The old one was right.
    if (known.code === 'hub.passwordSame') await deps.store.users.clearFailures(workNo, source);
    throw known;
  }
  await deps.store.users.clearFailures(workNo, source);
}

async function change(
  { store, clock, passwords }: SignInDeps,
  signedIn: SignedIn,
  { oldPassword, newPassword }: { readonly oldPassword: string; readonly newPassword: string },
): Promise<void> {
  const { workNo, userId } = signedIn.user;
  const at = clock.now();
  const tries = await store.transaction(({ users }) =>
    countIn(users, { workNo, source }, { now: at, lockMs: sessionRules.lockMs }),
  );
  const user = await store.users.findByWorkNo(workNo);
  const isRight = await passwords.matches(oldPassword, user?.passwordHash ?? null);
  if (!user || !isRight) throw new AppError('hub.oldPasswordWrong', { tries });
  if (oldPassword === newPassword) throw new AppError('hub.passwordSame');
  const passwordHash = await passwords.hash(newPassword);
  await store.transaction(async ({ users, sessions, audit }) => {
    const now = await users.findByWorkNo(workNo);
    // Reset by the administrator in between: what was proven is no password of this person any more.
    if (now?.passwordHash !== user.passwordHash) throw new AppError('hub.sessionExpired');
    const { mustChangePassword: _done, ...rest } = now;
    await users.update({ ...rest, passwordHash });
    await sessions.endOthersOf(userId, signedIn.sessionId, at);
    const row = { action: 'passwordChanged', subjectId: userId, code: null } as const;
    await audit.append({ at, ...row, ...auditFacts(signedIn) });
  });
}

/** The lock is one of this form: the sign-in stays open. */
function asOfChange(error: unknown): AppError {
  if (!(error instanceof AppError)) throw error;
  if (error.code !== 'hub.accountLocked') return error;
  const { tries } = error;
  return new AppError('hub.passwordChangeLocked', tries ? { tries } : {});
}

async function noteRefusal(
  { store, clock, quietly }: SignInDeps,
  signedIn: SignedIn,
  { code }: AppError,
): Promise<void> {
  const row = { action: 'refused', subjectId: 'auth.changePassword', code } as const;
  await quietly(row, () =>
    store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) }),
  );
}
