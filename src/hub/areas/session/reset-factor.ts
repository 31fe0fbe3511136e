import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { AuditEntry } from '../audit/audit-repository.ts';

/**
 * Forgets somebody's second factor and recovery codes, so that it is enrolled anew at the next sign-in; sessions end. `by`: who did it;
 * absent for what IT does on the hub's machine. `false` = there is no such work number.
 */
export async function resetFactor(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  workNo: string,
  by: Pick<AuditEntry, 'userId' | 'deskId' | 'address' | 'deskProven'> = {
    userId: null,
    deskId: null,
  },
): Promise<boolean> {
  const at = clock.now();
  return store.transaction(async ({ users, sessions, secondFactors, audit }) => {
    const known = await users.findByWorkNo(workNo);
    if (!known) return false;
    const { userId } = known;
    await secondFactors.remove(userId);
    await users.clearFailures(workNo);
    await sessions.endAllOf(userId, at);
    const row = { action: 'secondFactorReset', subjectId: userId, code: null } as const;
    await audit.append({ at, ...row, ...by });
    return true;
  });
}
