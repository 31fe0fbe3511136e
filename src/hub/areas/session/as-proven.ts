import { AppError } from '../../../shared/app-error.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import type { StoredUser } from './users-repository.ts';

/**
 * Comparing takes a while, in which an administrator may have shut this person out, reset the password or given another role, and the
 * person may have taken a password elsewhere. That holds: nothing is opened, or written back, by what was read before. Throws
 * `hub.accountDisabled`, `hub.signInBusy`. Belongs in the transaction that opens the session.
 */
export async function mustBeAsProven(
  { users }: Pick<HubRepositories, 'users'>,
  proven: StoredUser,
): Promise<void> {
  const now = await users.findByWorkNo(proven.workNo);
  if (!now || now.disabledAt !== null) throw new AppError('hub.accountDisabled');
  const isSame =
    now.userId === proven.userId &&
    now.passwordHash === proven.passwordHash &&
    now.role === proven.role &&
    now.departmentId === proven.departmentId;
  // Asked again it is judged by what is there now.
  if (!isSame) throw new AppError('hub.signInBusy', { retryAfter: 1 });
}
