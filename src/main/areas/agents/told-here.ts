import type { Clock } from '../../../shared/clock.ts';
import {
  type AgentTold,
  toldOfAsk,
  withSeen,
  withTold,
} from '../../../shared/domain/agents/agent-told.ts';
import type { AgentAsk, AgentView } from '../../../shared/domain/agents/agent-view.ts';
import { keptTold } from '../../../shared/kept/agent-told.ts';
import { loadKept, saveKept } from '../../../shared/kept/kept.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';

/** What the person at this desk was told of her or his state: kept through restarts until it is put away. */
export interface ToldHere {
  list(): readonly AgentTold[];
  /** `at` is now, unless it is given. */
  tell(told: Omit<AgentTold, 'seen' | 'at'> & { readonly at?: number | undefined }): void;
  /** What has become of an ask between two answers of the hub. */
  tellOfAsk(
    ask: { readonly before: AgentAsk | null; readonly after: AgentAsk | null },
    agent: Pick<AgentView, 'state' | 'next'>,
  ): void;
  putAway(toldId: string): void;
  /** Reads what was told to this person, who may have left meanwhile: then it is not shown. */
  takeUp(workNo: string, isHere: () => boolean): Promise<void>;
  /** Somebody else is here: what was told to the last one is nobody's business. */
  leave(): void;
}

export function createToldHere(deps: {
  readonly meta: StoreApi['meta'];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Runs what goes to the disk, one after the other. */
  readonly inOrder: (taskName: string, task: () => Promise<void>) => void;
  readonly onTold: (told: readonly AgentTold[]) => void;
}): ToldHere {
  const { meta, clock, logger, inOrder, onTold } = deps;
  let told: readonly AgentTold[] = [];
  let whose: string | null = null;
  const set = (next: readonly AgentTold[]) => {
    const workNo = whose;
    if (next === told || workNo === null) return;
    told = next;
    onTold(next);
    inOrder('agent.keepTold', () => saveKept(meta, keptTold(workNo), next));
  };
  const tell: ToldHere['tell'] = (next) =>
    set(withTold(told, { ...next, at: next.at ?? clock.now() }));
  return {
    list: () => told,
    tell,
    tellOfAsk({ before, after }, agent) {
      const kind = toldOfAsk(before, after, agent);
      const ask = after ?? before;
      if (kind === null || ask === null) return;
      const { to, askedAt, by = '' } = ask;
      tell({ toldId: `${kind}:${askedAt}`, kind, to, by, why: '' });
    },
    putAway: (toldId) => set(withSeen(told, toldId)),
    async takeUp(workNo, isHere) {
      const known = await loadKept(meta, keptTold(workNo), logger);
      if (!isHere()) return;
      whose = workNo;
      told = known;
      onTold(told);
    },
    leave() {
      whose = null;
      told = [];
      onTold(told);
    },
  };
}
