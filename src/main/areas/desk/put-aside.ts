import type { Clock } from '../../../shared/clock.ts';
import {
  type PutAside,
  withPutAside,
  withoutPutAside,
} from '../../../shared/domain/workspaces/put-aside.ts';
import { loadKept, saveKept } from '../../../shared/kept/kept.ts';
import { keptPutAside } from '../../../shared/kept/put-aside.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';

/** What each person has put aside at this desk. On disk when a promise resolves; one change after the other. */
export interface PutAsideHere {
  putAside(workNo: string, key: string, reason: string): Promise<void>;
  takeUp(workNo: string, key: string): Promise<void>;
  /** Tells `onAside` of what this person has put aside; `null` = nobody is here. */
  show(workNo: string | null): Promise<void>;
}

export function createPutAside(deps: {
  readonly meta: StoreApi['meta'];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onAside: (aside: readonly PutAside[]) => void;
}): PutAsideHere {
  const { meta, clock, logger, onAside } = deps;
  let whose: string | null = null;
  let chain = Promise.resolve();
  const change = (workNo: string, how: (all: readonly PutAside[]) => readonly PutAside[]) => {
    const work = chain.then(async () => {
      const next = how(await loadKept(meta, keptPutAside(workNo), logger));
      await saveKept(meta, keptPutAside(workNo), next);
      if (whose === workNo) onAside(next);
    });
    // The next one does not fail with this.
    chain = work.catch(() => undefined);
    return work;
  };
  return {
    putAside: (workNo, key, reason) =>
      change(workNo, (all) => withPutAside(all, { key, at: clock.now(), reason })),
    takeUp: (workNo, key) => change(workNo, (all) => withoutPutAside(all, key)),
    async show(workNo) {
      whose = workNo;
      if (workNo === null) return onAside([]);
      const known = await loadKept(meta, keptPutAside(workNo), logger);
      if (whose === workNo) onAside(known);
    },
  };
}
