import type { Clock } from '../../../shared/clock.ts';
import { isDismissible, refusedCommandOf } from '../../../shared/domain/desk/desk-state.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { Problems } from '../../host/problems.ts';

/**
 * Puts away what a person has read: a ticket that got another number, a change that the hub refused. That stays so after a
 * restart. What still is wrong is not put away by reading it.
 */
export function createDismissal(deps: {
  readonly problems: Problems;
  readonly outbox: Pick<StoreApi['outbox'], 'markRefusalSeen'>;
  readonly clock: Clock;
}): (problemId: string) => Promise<void> {
  return async (problemId) => {
    if (!isDismissible({ problemId })) return;
    const commandId = refusedCommandOf(problemId);
    if (commandId !== null) await deps.outbox.markRefusalSeen(commandId, deps.clock.now());
    deps.problems.clear(problemId);
  };
}
