import type { Clock } from '../../../shared/clock.ts';
import type { ExchangeLine, ExchangesQuery } from '../../../shared/contract/city/schemas.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { Role } from '../../../shared/domain/session/user.ts';
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
  const { role } = signedIn.user;
  // Who administrates is told that there was a message, and of none what it says.
  const hidden =
    role === 'admin'
      ? new Set<string>()
      : await hiddenFrom(
          store,
          signedIn.user,
          found.flatMap(({ ticketId }) => ticketId ?? []),
        );
  const shown = found.filter(({ ticketId }) => ticketId === null || !hidden.has(ticketId));
  const last = found.length < query.limit ? undefined : found.at(-1);
  return { lines: shown.map((exchange) => lineOf(exchange, role)), next: last?.seq ?? null };
}

/** Whole for the lead, numbers covered for the officer; who administrates reads no tickets, and a message may hold one. */
function lineOf(exchange: Exchange, role: Role): ExchangeLine {
  const { messageId: _messageId, place: _place, saidAt: _saidAt, ...rest } = exchange;
  const { seenRevision: _seenRevision, ...line } = rest;
  if (role === 'lead') return line;
  return { ...line, raw: role === 'officer' ? withoutNumbers(line.raw) : null };
}

/** Seven digits and more, however they are grouped, may be somebody's number; a day and a time of day are nobody's. */
const numbers = /(?<!\d)(?!\d{4}-\d{2}-\d{2}(?!\d))\d(?:[ -]?\d){6,}/g;

/** A text in which what may be a telephone number is covered. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(numbers, maskNumber);
}
