import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import type { CityEnvelope } from '../city/city-platform.ts';
import type { ExchangeMove } from '../../../shared/domain/city/exchange.ts';
import type { SmsGateway } from './sms-gateway.ts';
import { tellFailed } from './tell-failed.ts';

export interface ReceiptDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly gateway: Pick<SmsGateway, 'read'>;
}

/** Takes one receipt in, once; its row, and what follows of it, are one transaction. Says whether a ticket has changed. */
export function takeReceipt(deps: ReceiptDeps, envelope: CityEnvelope): Promise<boolean> {
  const { store, clock } = deps;
  return store.transaction(async (repositories) => {
    const ledger = repositories.exchanges.of('sms');
    const { messageId, place, raw } = envelope;
    if (await ledger.find('in', messageId)) return false;
    const { move, isChanged } = await carriedOut(deps, repositories, { raw, tries: 0 });
    const { changedAt: _changedAt, ...row } = move;
    await ledger.add({
      kind: '',
      cityNo: null,
      ticketId: null,
      nextTryAt: null,
      reason: null,
      detail: null,
      saidAt: null,
      seenRevision: null,
      ...row,
      exchangeId: randomUUID(),
      direction: 'in',
      messageId,
      place: place === '' ? null : place,
      raw,
      at: clock.now(),
    });
    return isChanged;
  });
}

/** Tries again what waits: a code that the configuration knows by now, or what somebody wants to be tried. */
export function tryReceiptAgain(deps: ReceiptDeps, exchangeId: string): Promise<boolean> {
  return deps.store.transaction(async (repositories) => {
    const known = await repositories.exchanges.get(exchangeId);
    if (known?.system !== 'sms' || known.direction !== 'in' || known.state === 'done') return false;
    const { move, isChanged } = await carriedOut(deps, repositories, known);
    await repositories.exchanges.move(exchangeId, move);
    return isChanged;
  });
}

async function carriedOut(
  { gateway, clock }: ReceiptDeps,
  repositories: HubRepositories,
  { raw, tries }: { readonly raw: string; readonly tries: number },
): Promise<{ move: ExchangeMove; isChanged: boolean }> {
  const at = clock.now();
  const tried = { tries: tries + 1, changedAt: at, nextTryAt: null };
  const reading = gateway.read(raw);
  if (!reading.ok) {
    const state = reading.fault.reason === 'unreadable' ? 'unreadable' : 'waiting';
    return { move: { ...tried, ...reading.fault, state }, isChanged: false };
  }
  const { exchangeId, state: kind, words } = reading;
  const sent = await repositories.exchanges.of('sms').find('out', exchangeId);
  if (!sent)
    return {
      move: { ...tried, kind, state: 'waiting', reason: 'noTicket', detail: '' },
      isChanged: false,
    };
  const { ticketId } = sent;
  // Not to be sent again: the gateway knows it by its id, and a second text would be a second one.
  const noted = { state: 'done', tries: sent.tries, changedAt: at, nextTryAt: null } as const;
  await repositories.exchanges.move(exchangeId, { ...noted, reason: null, detail: kind });
  const isChanged =
    kind === 'undelivered' &&
    sent.detail !== 'undelivered' &&
    (await tellFailed(repositories, ticketId, { detail: words || kind, at }));
  return {
    move: { ...tried, kind, ticketId, state: 'done', reason: null, detail: null },
    isChanged,
  };
}
