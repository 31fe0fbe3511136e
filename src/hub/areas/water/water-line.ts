import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SystemLine, createSystemLine } from '../city/system-line.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { tryEventAgain } from './receive-event.ts';

interface WaterLineDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
}

const lookMs = 60_000;
/** Smart Water asks by itself. What it has not asked for in this time needs somebody here. */
const fetchedWithinMs = 3_600_000;
/** As often as makes a line of the ledger need somebody. */
const inVain = 3;
const atOnce = 200;

/** What the hub does of Smart Water's line by itself: carries out what waited for its event, and says when nobody fetches what is to be told. */
export function createWaterLine(deps: WaterLineDeps): SystemLine {
  const { store, clock, changes } = deps;
  const ledger = store.exchanges.of('smartWater');
  const settle = async () => {
    for (const { exchangeId } of await ledger.movable())
      if (await tryEventAgain(deps, exchangeId)) changes.notify();
  };
  const lookForUnfetched = async () => {
    const now = clock.now();
    for (const { exchangeId, at, tries } of await ledger.dueOut(now, atOnce)) {
      if (now - at < fetchedWithinMs || tries >= inVain) continue;
      const why = { reason: 'unreachable', detail: 'notFetched' } as const;
      const move = { state: 'waiting', tries: inVain, changedAt: now, nextTryAt: null } as const;
      await store.exchanges.move(exchangeId, { ...move, ...why });
    }
  };
  return createSystemLine({
    ...deps,
    system: 'smartWater',
    pollMs: lookMs,
    start: {},
    ask: { unfetched: lookForUnfetched },
    settle: { settle },
  });
}
