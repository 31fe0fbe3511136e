import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { User } from '../../../shared/domain/user.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { Passwords } from './passwords.ts';

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
    if (known) await users.update({ ...user, passwordHash });
    else await users.insert({ ...user, passwordHash });
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
