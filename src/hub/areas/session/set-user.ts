import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { Passwords } from './passwords.ts';

/**
 * From now on this person may not work here: sessions end, each refresh and sign-in is refused, and the desk that hears it
 * locks after the running call. `setUser` takes it back. `false` = there is no such work number.
 */
export async function disableUser(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  workNo: string,
): Promise<boolean> {
  const at = clock.now();
  return store.transaction(async ({ users, sessions, audit }) => {
    const known = await users.findByWorkNo(workNo);
    if (!known) return false;
    const { userId } = known;
    await users.update({ ...known, disabledAt: at });
    await sessions.endAllOf(userId, at);
    const row = { action: 'userDisabled', userId, deskId: null, subjectId: userId } as const;
    await audit.append({ at, ...row, code: null });
    return true;
  });
}

/**
 * Adds a user, or gives the one with this work number a new name, role and password; all sessions of that user end and
 * a lock is lifted.
 */
export async function setUser(
  {
    store,
    clock,
    passwords,
  }: { readonly store: HubStore; readonly clock: Clock; readonly passwords: Passwords },
  { password, ...wanted }: Omit<User, 'userId'> & { readonly password: string },
): Promise<User> {
  const passwordHash = await passwords.hash(password);
  const at = clock.now();
  return store.transaction(async ({ users, sessions, audit }) => {
    const known = await users.findByWorkNo(wanted.workNo);
    const user = { ...wanted, userId: known?.userId ?? randomUUID() };
    const row = { ...user, passwordHash, disabledAt: null };
    if (known) await users.update(row);
    else await users.insert(row);
    await sessions.endAllOf(user.userId, at);
    await users.clearFailures(user.workNo);
    const { userId } = user;
    await audit.append({
      at,
      action: 'userSet',
      userId,
      deskId: null,
      subjectId: null,
      code: null,
    });
    return user;
  });
}
