import { toAppError } from '../../../shared/node/to-app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';

export interface KnowledgeClockDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
}

/** How often the hub looks for versions whose time has come. */
const roundMs = 30_000;

/** Brings versions into force on their day: every desk hears of them then. Says how many. */
export async function bringIntoForce({
  store,
  clock,
  changes,
}: Omit<KnowledgeClockDeps, 'logger'>): Promise<number> {
  const now = clock.now();
  const begun = await store.transaction(async ({ knowledge, feed }) => {
    const due = await knowledge.scheduled({ now });
    for (const entry of due) {
      await knowledge.takeUp(entry);
      await feed.append('knowledge', entry.entryId);
    }
    return due.length;
  });
  if (begun > 0) changes.notify();
  return begun;
}

/** Looks at once, and then in rounds until it is closed. */
export function createKnowledgeClock(deps: KnowledgeClockDeps): { close(): Promise<void> } {
  let isClosed = false;
  const round = async () => {
    if (isClosed) return;
    try {
      await bringIntoForce(deps);
    } catch (error) {
      toAppError(error, deps.logger, { event: 'knowledge.clockFailed', place: 'round' });
    }
  };
  let running = round();
  const ticking = setInterval(() => {
    running = running.then(round);
  }, roundMs);
  ticking.unref();
  return {
    async close() {
      isClosed = true;
      clearInterval(ticking);
      await running;
    },
  };
}
