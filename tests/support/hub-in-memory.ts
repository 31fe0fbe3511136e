import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createQuietAudit } from '../../src/hub/areas/audit/quiet-audit.ts';
import type { CommandContext } from '../../src/hub/areas/commands/outcome.ts';
import type { SignedIn } from '../../src/hub/areas/session/authenticate.ts';
import { openStore } from '../../src/hub/open-store.ts';
import type { HubStore } from '../../src/hub/storage/hub-store.ts';
import type { Role } from '../../src/shared/domain/session/user.ts';
import { silentLogger } from './silent-logger.ts';

/** The hub's real store in memory and a clock that the test moves; closed when the test is over. */
export async function openHubInMemory() {
  const store: HubStore = await openStore(':memory:');
  onTestFinished(() => store.close());
  let at = Date.UTC(2026, 5, 12, 8);
  const clock = { now: () => at, monotonicMs: () => at };
  const quietly = createQuietAudit({ logger: silentLogger });
  /** A person of the house who is signed in at a desk of her or his own, or at the one given. */
  const signedIn = async (
    workNo: string,
    role: Role = 'agent',
    deskId: string = randomUUID(),
  ): Promise<SignedIn> => {
    const known = await store.users.findByWorkNo(workNo);
    const userId = known?.userId ?? randomUUID();
    const user = { userId, workNo, displayName: `工号${workNo}`, role };
    if (known === null)
      await store.users.insert({ ...user, passwordHash: 'right', disabledAt: null });
    const address = '192.0.2.1';
    await store.sessions.noteDesk({ deskId, userId: user.userId, workNo, at, address });
    return { sessionId: randomUUID(), deskId, deskProven: true, address, user };
  };
  const contextOf = ({ deskId, deskProven, address, user }: SignedIn): CommandContext => ({
    repositories: store,
    commandId: randomUUID(),
    deskId,
    deskProven,
    address,
    user,
    senderRole: user.role,
    now: at,
    quietly,
    logger: silentLogger,
  });
  return {
    store,
    clock,
    logger: silentLogger,
    quietly,
    signedIn,
    contextOf,
    advance(ms: number) {
      at += ms;
    },
  };
}
