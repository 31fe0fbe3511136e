import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { AttachmentFiles } from '../attachments/attachment-files.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { CityPlatform, DispatchSystem, Received } from './city-platform.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';
import { type ReceiveDeps, receiveCity, tryAgain } from './receive.ts';
import { filesAlong, filesTold } from './report-files.ts';
import { tellFilesIn } from './tell-files.ts';
import { deliverDue, readReport } from './send.ts';
import { type SystemLine, createSystemLine } from './system-line.ts';

export interface CityLinkDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly system: DispatchSystem;
  readonly platform: CityPlatform;
  /** Where the bytes of attachments are. */
  readonly attachments: AttachmentFiles;
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
  const { logger, changes, system, pollMs } = deps;
  const sending = {
    ...deps,
    deliver: reportsTo(deps),
    whenFilesTold: tellFilesIn(deps),
    whenChanged: () => changes.notify(),
  };
  return createSystemLine({
    logger,
    changes,
    system,
    pollMs,
    start: { start: () => readAnew(deps) },
    ask: { ask: createAsking(deps) },
    settle: {
      settle: () => settleWaiting(deps),
      deliver: (signal) => deliverDue(sending, signal),
    },
  });
}

/** Reports as the ledger keeps them, handed to this platform with their files. */
export function reportsTo({
  platform,
  ...deps
}: Pick<CityLinkDeps, 'store' | 'attachments'> & {
  readonly platform: Pick<CityPlatform, 'deliver'>;
}) {
  return async ({ raw, ticketId }: Exchange, signal: AbortSignal) => {
    const report = readReport(raw);
    if (!report) return { kind: 'refused' as const, detail: 'unreadable' };
    const along = await filesAlong(deps, report, ticketId);
    const files = along.flatMap((one) => (one.ok ? [one.file] : []));
    const delivery = await platform.deliver(report, signal, files);
    if (delivery.kind !== 'taken' || along.length === 0) return delivery;
    return { ...delivery, files: filesTold(along, delivery.refusedFiles ?? {}) };
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
