import type { Clock } from '../../../shared/clock.ts';
import type { ExchangeLine, ExchangesQuery } from '../../../shared/contract/city/schemas.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { Role } from '../../../shared/domain/session/user.ts';
import { anyAgent } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { hiddenFrom } from '../tickets/may-read.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';

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
  const ticketIds = found.flatMap(({ ticketId }) => ticketId ?? []);
  // Who administrates is told that there was a message, and of none what it says.
  const isAdmin = role === 'admin';
  const hidden = await hiddenFrom(store, isAdmin ? anyAgent : signedIn.user, ticketIds);
  const isHidden = ({ ticketId }: Exchange) => ticketId !== null && hidden.has(ticketId);
  const shown = isAdmin ? found : found.filter((exchange) => !isHidden(exchange));
  // Of one ticket that is hidden there is nothing to go on with.
  const isOver = found.length < query.limit || (query.ticketId !== null && shown.length === 0);
  const last = isOver ? undefined : found.at(-1);
  return {
    lines: shown.map((exchange) => lineOf(exchange, { role, isHidden: isHidden(exchange) })),
    next: last?.seq ?? null,
  };
}

/**
 * Whole for the lead, numbers covered for the officer; who administrates reads no tickets, and a message may hold one: not the message, and
 * what the other side said of it without numbers, of a confidential ticket not at all.
 */
function lineOf(
  exchange: Exchange,
  { role, isHidden }: { readonly role: Role; readonly isHidden: boolean },
): ExchangeLine {
  const { messageId: _messageId, place: _place, saidAt: _saidAt, ...rest } = exchange;
  const { seenRevision: _seenRevision, ...line } = rest;
  if (role === 'lead') return line;
  const detail = line.detail === null || isHidden ? null : withoutNumbers(line.detail);
  const covered = line.files.map((file) => ({
    ...file,
    fileName: withoutNumbers(file.fileName),
    detail: withoutNumbers(file.detail),
  }));
  return role === 'officer'
    ? { ...line, detail, raw: withoutNumbers(line.raw), files: covered }
    : { ...line, detail, raw: null, files: [] };
}

/** Seven digits and more, however they are grouped, may be somebody's number; a day and a time of day are nobody's. */
const numbers = /(?<!\d)(?!\d{4}-\d{2}-\d{2}(?!\d))\d(?:[ -]?\d){6,}/g;

/** A text in which what may be a telephone number is covered. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(numbers, maskNumber);
}
