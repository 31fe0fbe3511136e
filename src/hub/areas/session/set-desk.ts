import type { Clock } from '../../../shared/clock.ts';
import { isKeyMadeId } from '../../../shared/node/desk-key-pair.ts';
import type { HubStore } from '../../storage/hub-store.ts';

interface Deps {
  readonly store: HubStore;
  readonly clock: Clock;
}

/**
 * Forgets the key of a desk and takes back a ban: the next key that signs in there is enrolled, wherever it comes from. All
 * its sessions end.
 */
export async function releaseDesk({ store, clock }: Deps, deskId: string): Promise<void> {
  const at = clock.now();
  await store.transaction(async ({ deskKeys, sessions, audit }) => {
    // An id that was made from a key is that key's.
    if (isKeyMadeId(deskId)) await deskKeys.remove(deskId);
    else await deskKeys.put({ ...nobodys(deskId, at), disabledAt: null });
    await sessions.endAllAt(deskId, at);
    const row = { userId: null, deskId, subjectId: deskId, code: null } as const;
    await audit.append({ at, action: 'deskReleased', ...row });
  });
}

/** Nobody signs in at this desk any more, with whatever key, until it is released. All its sessions end. */
export async function disableDesk({ store, clock }: Deps, deskId: string): Promise<void> {
  const at = clock.now();
  await store.transaction(async ({ deskKeys, sessions, audit }) => {
    const known = await deskKeys.get(deskId);
    await deskKeys.put({ ...(known ?? nobodys(deskId, at)), disabledAt: at });
    await sessions.endAllAt(deskId, at);
    const row = { userId: null, deskId, subjectId: deskId, code: null } as const;
    await audit.append({ at, action: 'deskDisabled', ...row });
  });
}

function nobodys(deskId: string, at: number) {
  return { deskId, publicKey: '', enrolledAt: at, enrolledBy: null };
}
