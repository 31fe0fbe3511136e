import type { User } from '../../../shared/domain/session/user.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';

/**
 * In whose name a ticket command counts: who sends it, or the colleague who typed it at this very desk and can send nothing
 * any more (dismissed, or in a role without tickets). `null` = the author has to send it, or the desk has not proven that it
 * is the one where the author worked. ADR 0156.
 */
export async function authorOf(
  { users, sessions }: Pick<HubRepositories, 'users' | 'sessions'>,
  { deskId, deskProven, user }: SignedIn,
  author: string | undefined,
): Promise<User | null> {
  if (author === undefined || author === user.workNo) return user;
  if (!deskProven || !(await sessions.hasSignedInAt(deskId, author))) return null;
  const known = await users.findByWorkNo(author);
  if (!known) return null;
  const { userId, workNo, displayName, role, disabledAt } = known;
  if (disabledAt === null && (role === 'agent' || role === 'lead')) return null;
  return { userId, workNo, displayName, role };
}
