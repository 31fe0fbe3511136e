import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { nameOf } from '../city/city-link.ts';
import type { Delivery } from '../city/city-platform.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';
import { deliverDue } from '../city/send.ts';
import { type SystemLine, createSystemLine } from '../city/system-line.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { takeReceipt, tryReceiptAgain } from './receipts.ts';
import type { SmsGateway } from './sms-gateway.ts';
import { tellFailed } from './tell-failed.ts';
import { readTextMessage } from './text-message.ts';

export interface SmsLineDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly gateway: SmsGateway;
  /** How often the gateway is asked for receipts, and what waits is looked at. */
  readonly pollMs: number;
}

/** An answer that comes a day late is none: somebody has to call. */
const longestWaitMs = 24 * 3_600_000;

/** The hub's line to the gateway: sends the texts that replies have ordered, once each, and hears what became of them. */
export function createSmsLine(deps: SmsLineDeps): SystemLine {
  const { store, clock, changes } = deps;
  const whenRefused = (
    repositories: Parameters<typeof tellFailed>[0],
    { ticketId }: Exchange,
    detail: string,
  ) => tellFailed(repositories, ticketId, { detail, at: clock.now() });
  const sending = {
    ...deps,
    system: 'sms',
    deliver: sendingBy(deps),
    whenRefused,
    whenChanged: () => changes.notify(),
  } as const;
  const again = async () => {
    for (const { exchangeId } of await store.exchanges.of('sms').notCarriedOut())
      if (await tryReceiptAgain(deps, exchangeId)) changes.notify();
  };
  return createSystemLine({
    ...deps,
    system: 'sms',
    start: {},
    ask: { receipts: createAsking(deps), again },
    settle: { deliver: (signal) => deliverDue(sending, signal) },
  });
}

function sendingBy({ clock, gateway }: SmsLineDeps) {
  return async ({ raw, at }: Exchange, signal: AbortSignal): Promise<Delivery> => {
    const message = readTextMessage(raw);
    if (!message) return { kind: 'refused', detail: 'unreadable' };
    if (clock.now() - at > longestWaitMs) return { kind: 'refused', detail: 'tooLate' };
    return gateway.deliver(message, signal);
  };
}

function createAsking(deps: SmsLineDeps) {
  const { store, logger, changes, gateway } = deps;
  let isReachable = true;
  return async (signal: AbortSignal): Promise<void> => {
    const place = await store.exchanges.of('sms').newestPlace();
    const found = await gateway.fetch(place, signal).catch((error: unknown) => {
      if (isReachable && !signal.aborted) logger.warn('sms.unreachable', { why: nameOf(error) });
      return null;
    });
    if (found && !isReachable) logger.info('sms.reachable');
    isReachable = found !== null;
    for (const envelope of found ?? []) {
      if (signal.aborted) return;
      if (await takeReceipt(deps, envelope)) changes.notify();
    }
  };
}
