import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { CityPlatform, Delivery, DispatchSystem, Received } from './city-platform.ts';
import type { Exchange } from './exchanges-repository.ts';
import { type ReceiveDeps, receiveCity, tryAgain } from './receive.ts';
import { deliverDue, readReport } from './send.ts';
import { type SystemLine, createSystemLine } from './system-line.ts';

export interface CityLinkDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly system: DispatchSystem;
  readonly platform: CityPlatform;
  /** How often the other side is asked for what is new. */
  readonly pollMs: number;
}

/** In one round; what is left comes with the next. */
const mostPages = 20;

/**
 * The hub's line to a system that dispatches (the city platform, 110): asks, takes in, tries again, delivers. Begins with what waits
 * from before: a changed configuration may be able to read it now.
 */
export function createCityLink(deps: CityLinkDeps): SystemLine {
  const { logger, changes, system, platform, pollMs } = deps;
  const deliver = reportsTo(platform);
  return createSystemLine({
    logger,
    changes,
    system,
    pollMs,
    start: { start: () => readAnew(deps) },
    ask: { ask: createAsking(deps) },
    settle: {
      settle: () => settleWaiting(deps),
      deliver: (signal) => deliverDue({ ...deps, deliver }, signal),
    },
  });
}

/** Reports as the ledger keeps them, handed to this platform. */
export function reportsTo(platform: Pick<CityPlatform, 'deliver'>) {
  return async ({ raw }: Exchange, signal: AbortSignal): Promise<Delivery> => {
    const report = readReport(raw);
    return report ? platform.deliver(report, signal) : { kind: 'refused', detail: 'unreadable' };
  };
}

function createAsking(deps: CityLinkDeps) {
  const { store, logger, changes, system, platform } = deps;
  let isReachable = true;
  /** Behind what was read last; at first where the ledger ends. */
  let place: string | null | undefined;
  const fetchNext = async (signal: AbortSignal) => {
    place ??= await store.exchanges.of(system).newestPlace();
    const found = await platform.fetch(place, signal).catch((error: unknown) => {
      if (isReachable && !signal.aborted)
        logger.warn(`${system}.unreachable`, { why: nameOf(error) });
      isReachable = false;
      return null;
    });
    if (found && !isReachable) logger.info(`${system}.reachable`);
    isReachable = found !== null;
    return found ?? [];
  };
  return async (signal: AbortSignal): Promise<void> => {
    for (let page = 0; page < mostPages; page += 1) {
      const found = await fetchNext(signal);
      const outcomes = new Map<string, Received | null>();
      for (const envelope of found) {
        if (signal.aborted) return;
        const received = await receiveCity(deps, envelope);
        if (received?.changed) changes.notify();
        // Of one that came twice, what became of it the first time.
        if (!outcomes.has(envelope.messageId)) outcomes.set(envelope.messageId, received);
        place = envelope.place === '' ? place : envelope.place;
      }
      await platform.told?.(outcomes);
      // An adapter without places has given all that it has.
      if (!found.some((envelope) => envelope.place !== '')) return;
    }
  };
}

type SettleDeps = ReceiveDeps & { readonly changes: ChangeSignal };

/** Tries what waits for its ticket, until nothing moves any more. */
export async function settleWaiting(deps: SettleDeps): Promise<void> {
  for (;;) {
    const movable = await deps.store.exchanges.of(deps.system).movable();
    const [oldest] = movable;
    if (!oldest) return;
    // One at a time: what it changes decides on the next.
    const received = await tryAgain(deps, oldest.exchangeId);
    if (received?.changed) deps.changes.notify();
  }
}

/** What could not be carried out is read again, once at the start. */
async function readAnew(deps: SettleDeps): Promise<void> {
  for (const { exchangeId } of await deps.store.exchanges.of(deps.system).notCarriedOut()) {
    const received = await tryAgain(deps, exchangeId);
    if (received?.changed) deps.changes.notify();
  }
}

/** Of what went wrong on the way: a name or a code, never an address with a token in it. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
