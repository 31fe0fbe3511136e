import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { CityPlatform, CityReport, Delivery } from './city-platform.ts';
import { cityReportSchema } from './city-report-schema.ts';
import type { Exchange } from './exchanges-repository.ts';

export interface SendDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly platform: Pick<CityPlatform, 'deliver'>;
}

const firstWaitMs = 5_000;
const longestWaitMs = 10 * 60_000;
const atOnce = 20;

/** How long a report waits after its `tries`-th try: 5 s, twice as long each time, 10 minutes at most. */
export function waitAfter(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, tries - 1));
}

/**
 * Delivers what is due, of each ticket in the order of its course, until nothing is or the city cannot be reached. Delivered
 * and not yet noted (the hub went between) is delivered again, by the same id.
 */
export async function deliverDue(deps: SendDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  for (;;) {
    const due = await store.exchanges.dueOut(clock.now(), atOnce);
    if (due.length === 0) return;
    for (const exchange of due) {
      if (signal.aborted) return;
      const delivery = await deliverOne(deps, exchange, signal);
      // What stops in the middle of a delivery has not failed.
      if (signal.aborted && delivery.kind === 'unreachable') return;
      await note(deps, exchange, delivery);
      if (delivery.kind === 'unreachable') return;
    }
  }
}

async function deliverOne(
  { platform }: SendDeps,
  { raw }: Exchange,
  signal: AbortSignal,
): Promise<Delivery> {
  const report = readReport(raw);
  if (!report) return { kind: 'refused', detail: 'unreadable' };
  return platform.deliver(report, signal);
}

/** The report as it was kept; `null` = nobody can read it any more. */
export function readReport(raw: string): CityReport | null {
  try {
    return cityReportSchema.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}

async function note(
  { store, clock, logger }: SendDeps,
  { exchangeId, tries, kind }: Exchange,
  delivery: Delivery,
): Promise<void> {
  const changedAt = clock.now();
  const tried = { tries: tries + 1, changedAt };
  logger.info('city.sent', { kind, delivery: delivery.kind });
  if (delivery.kind === 'taken') {
    const done = { state: 'done', nextTryAt: null, reason: null, detail: null } as const;
    return store.exchanges.move(exchangeId, { ...tried, ...done });
  }
  const { detail } = delivery;
  const refused = { state: 'refused', nextTryAt: null, reason: 'refusedByCity', detail } as const;
  const later = {
    state: 'waiting',
    nextTryAt: changedAt + waitAfter(tries + 1),
    reason: 'unreachable',
    detail,
  } as const;
  await store.exchanges.move(exchangeId, {
    ...tried,
    ...(delivery.kind === 'refused' ? refused : later),
  });
}
