import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import { toAppError } from '../../../shared/node/to-app-error.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { CityPlatform, Received } from './city-platform.ts';
import { type ReceiveDeps, receiveCity, tryAgain } from './receive.ts';
import { deliverDue } from './send.ts';

export interface CityLinkDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly platform: CityPlatform;
  /** How often the city is asked for what is new. */
  readonly pollMs: number;
}

/** In one round; what is left comes with the next. */
const mostPages = 20;

/** The hub's line to the city platform: asks, takes in, tries again, delivers. Nothing that a desk asks for waits for it. */
export interface CityLink {
  /** Asks the city now, and delivers what is due; resolves when that is done. */
  round(): Promise<void>;
  /** Ends what runs; what was not delivered stays in the ledger. */
  close(): Promise<void>;
}

/** Begins at once, with what waits from before: a changed configuration may be able to read it now. */
export function createCityLink(deps: CityLinkDeps): CityLink {
  const { store, logger, changes, platform, pollMs } = deps;
  const ending = new AbortController();
  const { signal } = ending;
  let isReachable = true;
  let running: Promise<void> = Promise.resolve();
  let isWoken = false;

  const stage = async (place: string, work: () => Promise<void>) => {
    if (signal.aborted) return;
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) toAppError(error, logger, { event: 'city.failed', place });
    }
  };
  const settle = async () => {
    await stage('city.settle', () => settleWaiting(deps));
    await stage('city.deliver', () => deliverDue(deps, signal));
  };
  /** Behind what was read last; at first where the ledger ends. */
  let place: string | null | undefined;
  const fetchNext = async () => {
    place ??= await store.exchanges.newestPlace();
    const found = await platform.fetch(place, signal).catch((error: unknown) => {
      if (isReachable && !signal.aborted) logger.warn('city.unreachable', { why: nameOf(error) });
      isReachable = false;
      return null;
    });
    if (found && !isReachable) logger.info('city.reachable');
    isReachable = found !== null;
    return found ?? [];
  };
  const ask = () =>
    stage('city.ask', async () => {
      for (let page = 0; page < mostPages; page += 1) {
        const found = await fetchNext();
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
    });
  /** One after the other. */
  const inTurn = (work: () => Promise<void>) => {
    running = running.then(() => (signal.aborted ? undefined : work()));
    return running;
  };
  const round = () =>
    inTurn(async () => {
      await ask();
      await settle();
    });
  changes.onChange(() => {
    if (isWoken || signal.aborted) return;
    isWoken = true;
    void inTurn(() => {
      isWoken = false;
      return settle();
    });
  });
  void inTurn(() => stage('city.start', () => readAnew(deps)));
  void round();
  const polling = setInterval(() => void round(), pollMs);
  polling.unref();
  return {
    round,
    async close() {
      clearInterval(polling);
      ending.abort();
      await running;
    },
  };
}

type SettleDeps = ReceiveDeps & { readonly changes: ChangeSignal };

/** Tries what waits for its ticket, until nothing moves any more. */
export async function settleWaiting(deps: SettleDeps): Promise<void> {
  for (;;) {
    const movable = await deps.store.exchanges.movable();
    const [oldest] = movable;
    if (!oldest) return;
    // One at a time: what it changes decides on the next.
    const received = await tryAgain(deps, oldest.exchangeId);
    if (received?.changed) deps.changes.notify();
  }
}

/** What could not be carried out is read again, once at the start. */
async function readAnew(deps: SettleDeps): Promise<void> {
  for (const { exchangeId } of await deps.store.exchanges.notCarriedOut()) {
    const received = await tryAgain(deps, exchangeId);
    if (received?.changed) deps.changes.notify();
  }
}

/** Of what went wrong on the way: a name or a code, never an address with a token in it. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
