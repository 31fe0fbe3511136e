import type { HubCommand } from '../../../shared/contract/commands/schemas.ts';
import type { AgentEffect } from '../../../shared/domain/agents/agent-duty.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import type { Guard } from './agent-runner.ts';
import { type KeptDuty, keptDuty } from '../../../shared/kept/agent-duty.ts';
import { saveKept } from '../../../shared/kept/kept.ts';

/** What is written down of a duty, one after the other: how it stands, and each change for the hub's history. */
export interface DutyBook {
  keep(user: User, kept: KeptDuty): void;
  note(user: User, effect: AgentEffect, guard: Guard): void;
  /** Runs `task` after everything that was handed over before. */
  inOrder(taskName: string, task: () => Promise<void>): void;
  settled(): Promise<void>;
}

export function createDutyBook(deps: {
  readonly meta: StoreApi['meta'];
  readonly enqueue: (command: HubCommand) => Promise<void>;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly inBackground: RunInBackground;
}): DutyBook {
  let chain = Promise.resolve();
  const inOrder = (taskName: string, task: () => Promise<void>) => {
    const done = chain.then(task);
    chain = done.catch(() => {});
    deps.inBackground(taskName, () => done);
  };
  return {
    inOrder,
    keep: (user, kept) =>
      inOrder('agent.keep', () => saveKept(deps.meta, keptDuty(user.workNo), kept)),
    note(user, effect, guard) {
      if (effect.kind !== 'changed') return;
      const { kind, ...facts } = effect;
      const change = { changeId: deps.newId(), workNo: user.workNo, guard, ...facts };
      deps.logger.info(`agent.${kind}`, { from: change.from, to: change.to, guard });
      inOrder('agent.note', () => deps.enqueue({ kind: 'agentState', change }));
    },
    settled: () => chain,
  };
}
