import type { z } from 'zod';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type {
  OfficerQuery,
  officerListSchema,
  officerTicketSchema,
} from '../../../shared/contract/officer/schemas.ts';
import {
  type OfficerScope,
  coverOf,
  coveredTicket,
  mayUncover,
  officerLine,
  officerScopes,
} from '../../../shared/domain/tickets/officer-view.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { wordsSought } from '../../../shared/domain/tickets/word-pairs.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import type { TicketIndexFilter } from '../tickets/ticket-index-repository.ts';

interface ReadDeps {
  readonly store: HubStore;
  readonly clock: Clock;
}

export interface ListDeps extends ReadDeps {
  /** `false` = tickets of a program of before are still being put into the index. */
  readonly indexed: { readonly isWhole: boolean };
}
type OfficerTicket = z.infer<typeof officerTicketSchema>;

const dayMs = 24 * 3_600_000;
const shanghaiMs = 8 * 3_600_000;

/** The end of the day in Shanghai. */
const dayEndOf = (now: number) => (Math.floor((now + shanghaiMs) / dayMs) + 1) * dayMs - shanghaiMs;

const everything: Omit<TicketIndexFilter, 'notAgainst'> = {
  scope: 'all',
  state: null,
  source: null,
  departmentId: null,
  numberFrom: null,
  numberKey: null,
  words: null,
};

/** A page of all tickets, found by the index, with how many of each scope there are. What was looked for stands in no log. */
export async function listTickets(
  { store, clock, indexed }: ListDeps,
  { user }: SignedIn,
  { text, limit, offset, ...filter }: OfficerQuery,
): Promise<z.infer<typeof officerListSchema>> {
  const now = clock.now();
  const times = { now, dayEnd: dayEndOf(now) };
  const own = { ...everything, notAgainst: user.workNo };
  const asked = { ...own, ...filter, ...soughtBy(text) };
  const ids = await store.ticketIndex.find(asked, { ...times, limit, offset });
  const found = new Map((await store.tickets.list(ids)).map((ticket) => [ticket.ticketId, ticket]));
  const count = (scope: OfficerScope) => store.ticketIndex.count({ ...own, scope }, times);
  const [decide = 0, overdue = 0, dueToday = 0, supervised = 0, open = 0, all = 0] =
    await Promise.all(officerScopes.map(count));
  return {
    items: ids.flatMap((id) => {
      const ticket = found.get(id);
      return ticket && mayReadTicket(user, ticket) ? [officerLine(ticket)] : [];
    }),
    total: await store.ticketIndex.count(asked, times),
    counts: { decide, overdue, dueToday, supervised, open, all },
    now,
    isWhole: indexed.isWhole,
  };
}

/** Shortest part of a number that is looked for as one: what is shorter is a word of a text. */
const numberLength = 6;

/** As what a text is to be looked for: the beginning of a ticket's number, a telephone number, or words. */
function soughtBy(text: string): Partial<TicketIndexFilter> {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return {};
  if (/^SW\d{2}[\w-]*$/i.test(typed)) return { numberFrom: `SW${typed.slice(2)}` };
  if (/^[+\d][\d\s-]*$/.test(typed) && typed.replaceAll(/\D/g, '').length >= numberLength) {
    const { key, kind } = normaliseNumber(typed);
    const isPhone = kind === 'mobile' || kind === 'landline';
    return isPhone && key !== null ? { numberKey: key } : { numberFrom: typed };
  }
  const words = wordsSought(typed);
  // Only marks were typed: nothing has them.
  return words === null ? { numberFrom: typed } : { words };
}

/** One ticket, covered; in the audit (`ticketsRead`). Throws `ticket.notFound`. */
export async function readTicket(
  deps: ReadDeps,
  signedIn: SignedIn,
  ticketId: string,
): Promise<OfficerTicket> {
  const ticket = await ticketOf(deps, signedIn, ticketId);
  const row = { action: 'ticketsRead', subjectId: ticketId, code: null } as const;
  await deps.store.audit.appendOrCountEach({
    at: deps.clock.now(),
    ...row,
    ...auditFacts(signedIn),
  });
  return { ticket: coveredTicket(ticket), isCovered: true, mayUncover: mayUncover(ticket) };
}

/** The same uncovered, the reason written down before it is told, without what it may say of the citizen. */
export async function uncoverTicket(
  deps: ReadDeps,
  signedIn: SignedIn,
  { ticketId, reason }: { readonly ticketId: string; readonly reason: string },
): Promise<OfficerTicket> {
  const ticket = await ticketOf(deps, signedIn, ticketId);
  const code = mayUncover(ticket) ? null : 'ticket.confidential';
  const detail = coverOf(ticket)(reason);
  const row = { action: 'ticketUncovered', subjectId: ticketId, code, detail } as const;
  await deps.store.audit.append({ at: deps.clock.now(), ...row, ...auditFacts(signedIn) });
  if (code !== null) throw new AppError(code);
  return { ticket, isCovered: false, mayUncover: true };
}

async function ticketOf(
  { store }: ReadDeps,
  { user }: SignedIn,
  ticketId: string,
): Promise<Ticket> {
  const [ticket] = await store.tickets.list([ticketId]);
  if (!ticket || !mayReadTicket(user, ticket)) throw new AppError('ticket.notFound');
  return ticket;
}
