import { isDismissible, refusedCommandOf } from '../../../shared/domain/desk/desk-state.ts';
import type { HostCore } from '../../host/host-core.ts';

export interface ProblemsArea {
  /**
   * Puts away what a person has read: a ticket that got another number, a change that the hub refused. That stays so after a
   * restart. What still is wrong is not put away by reading it.
   */
  dismiss(problemId: string): Promise<void>;
}

export function createProblemsArea({ problems, store, clock }: HostCore): ProblemsArea {
  return {
    async dismiss(problemId) {
      if (!isDismissible({ problemId })) return;
      const commandId = refusedCommandOf(problemId);
      if (commandId !== null) await store.outbox.markRefusalSeen(commandId, clock.now());
      problems.clear(problemId);
    },
  };
}
