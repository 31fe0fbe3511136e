import type { Clock } from '../../../shared/clock.ts';
import type { ExchangeLine, ExchangesQuery } from '../../../shared/contract/city/schemas.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { hiddenFrom } from '../tickets/may-read.ts';
import type { Exchange } from './exchanges-repository.ts';

/** One page of the ledger, noted in the audit before it is told; without what was said of tickets that who asks may not read. */
export async function listExchanges(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  signedIn: SignedIn,
  query: ExchangesQuery,
): Promise<{ lines: ExchangeLine[]; next: number | null }> {
  const row = { action: 'cityExchangesRead', subjectId: query.ticketId, code: null } as const;
  await store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) });
  const found = await store.exchanges.list({ ...query, cityNo: null });
  const hidden = await hiddenFrom(
    store,
    signedIn.user,
    found.flatMap(({ ticketId }) => ticketId ?? []),
  );
  const shown = found.filter(({ ticketId }) => ticketId === null || !hidden.has(ticketId));
  const isWhole = signedIn.user.role === 'lead';
  const last = found.length < query.limit ? undefined : found.at(-1);
  return { lines: shown.map((exchange) => lineOf(exchange, isWhole)), next: last?.seq ?? null };
}

function lineOf(exchange: Exchange, isWhole: boolean): ExchangeLine {
  const { messageId: _messageId, place: _place, saidAt: _saidAt, ...rest } = exchange;
  const { seenRevision: _seenRevision, ...line } = rest;
  return isWhole ? line : { ...line, raw: withoutNumbers(line.raw) };
}

/** Seven digits and more, however they are grouped, may be somebody's number; a day and a time of day are nobody's. */
const numbers = /(?<!\d)(?!\d{4}-\d{2}-\d{2}(?!\d))\d(?:[ -]?\d){6,}/g;

/** A text in which what may be a telephone number is covered. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(numbers, maskNumber);
}
