import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { ExchangeFile, ExchangeSystem } from '../../../shared/domain/city/city-exchange.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { CityReport, Delivery } from './city-platform.ts';
import { cityReportSchema } from './city-report-schema.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';

export interface SendDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly system: ExchangeSystem;
  /** Hands over what the ledger keeps of one row; twice the same is one. Never rejects. */
  readonly deliver: (exchange: Exchange, signal: AbortSignal) => Promise<Delivered>;
  /** What else follows when the other side does not want it, in the same transaction; says whether a ticket has changed. */
  readonly whenRefused?: (
    repositories: HubRepositories,
    exchange: Exchange,
    detail: string,
  ) => Promise<boolean>;
  /** What follows from what became of its files, likewise. */
  readonly whenFilesTold?: (
    repositories: HubRepositories,
    exchange: Exchange,
    files: readonly ExchangeFile[],
  ) => Promise<boolean>;
  readonly whenChanged?: () => void;
}

/** With what the ledger is to say of its files; absent = it has none, or none have gone. */
type Delivered = Delivery & { readonly files?: readonly ExchangeFile[] };

const firstWaitMs = 5_000;
const longestWaitMs = 10 * 60_000;
const atOnce = 20;

/** How long a report waits after its `tries`-th try: 5 s, twice as long each time, 10 minutes at most. */
export function waitAfter(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, tries - 1));
}

/**
 * Delivers what is due, of each ticket in the order of its course, until nothing is or the other side cannot be reached. Delivered
 * and not yet noted (the hub went between) is delivered again, by the same id.
 */
export async function deliverDue(deps: SendDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, system } = deps;
  for (;;) {
    const due = await store.exchanges.of(system).dueOut(clock.now(), atOnce);
    if (due.length === 0) return;
    for (const exchange of due) {
      if (signal.aborted) return;
      const delivery = await deps.deliver(exchange, signal);
      // What stops in the middle of a delivery has not failed.
      if (signal.aborted && delivery.kind === 'unreachable') return;
      await note(deps, exchange, delivery);
      if (delivery.kind === 'unreachable') return;
    }
  }
}

/** The report as it was kept; `null` = nobody can read it any more. */
export function readReport(raw: string): CityReport | null {
  try {
    return cityReportSchema.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}

async function note(deps: SendDeps, exchange: Exchange, delivery: Delivered): Promise<void> {
  const { store, clock, logger, system, whenRefused, whenFilesTold, whenChanged } = deps;
  const { exchangeId, tries, kind } = exchange;
  const changedAt = clock.now();
  const tried = { tries: tries + 1, changedAt };
  logger.info(`${system}.sent`, { kind, delivery: delivery.kind });
  if (delivery.kind === 'taken') {
    const done = { state: 'done', nextTryAt: null, reason: null, detail: null } as const;
    const { files } = delivery;
    if (!files) return store.exchanges.move(exchangeId, { ...tried, ...done });
    const changed = await store.transaction(async (repositories) => {
      await repositories.exchanges.move(exchangeId, { ...tried, ...done, files });
      return whenFilesTold?.(repositories, exchange, files);
    });
    if (changed) whenChanged?.();
    return;
  }
  const { detail } = delivery;
  if (delivery.kind === 'refused') {
    const reason = system === 'city' ? 'refusedByCity' : 'refusedByPartner';
    const refused = { state: 'refused', nextTryAt: null, reason, detail } as const;
    const changed = await store.transaction(async (repositories) => {
      await repositories.exchanges.move(exchangeId, { ...tried, ...refused });
      return whenRefused?.(repositories, exchange, detail);
    });
    if (changed) whenChanged?.();
    return;
  }
  await store.exchanges.move(exchangeId, {
    ...tried,
    state: 'waiting',
    nextTryAt: changedAt + waitAfter(tries + 1),
    reason: 'unreachable',
    detail,
  });
}
