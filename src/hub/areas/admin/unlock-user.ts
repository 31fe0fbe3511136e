import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { FailureCounts } from '../session/stranger-failures.ts';

/** Forgets all wrong passwords of a work number. Password, sessions and a disabled account stay as they are. */
export async function unlockUser(
  {
    store,
    clock,
    strangers,
  }: { readonly store: HubStore; readonly clock: Clock; readonly strangers: FailureCounts },
  admin: SignedIn,
  workNo: string,
): Promise<void> {
  const at = clock.now();
  const isKnown = await store.transaction(async ({ users, audit }) => {
    const user = await users.findByWorkNo(workNo);
    if (!user) return false;
    await users.clearFailures(workNo);
    const row = { action: 'userUnlocked', subjectId: user.userId, code: null } as const;
    await audit.append({ at, ...row, ...auditFacts(admin) });
    return true;
  });
  if (isKnown) await strangers.clearFailures(workNo);
}
