import type {
  DemandState,
  OpenTicket,
  OwnDemand,
  TicketsPage,
} from '../../../shared/contract/open/schemas.ts';
import { coveredTicket } from '../../../shared/domain/tickets/officer-view.ts';
import { anyAgent, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket, TicketState } from '../../../shared/domain/tickets/ticket.ts';
import { type Asking, type OpenDeps, clientRow } from './asking.ts';
import { OpenRefusal } from './open-refusal.ts';
import { ownNumber } from './send-demand.ts';

/** What no agent but its taker may read leaves the hub to no program. */
const mayLeave = (ticket: Ticket): boolean => mayReadTicket(anyAgent, ticket);

/** What became of a demand that this client has handed in. Throws `OpenRefusal('ticket.notFound')` for all other ones. */
export async function readDemand(
  deps: OpenDeps,
  asking: Asking,
  ticketNo: string,
): Promise<OwnDemand> {
  const ledger = deps.store.exchanges.of('client');
  const ticketId = await ledger.ticketOf(ownNumber(asking.client, ticketNo));
  const ticket = ticketId === null ? null : await deps.store.tickets.get(ticketId);
  if (!ticket || !mayLeave(ticket)) throw new OpenRefusal('ticket.notFound');
  await noteRead(deps, asking, ticket.ticketId);
  const { openedAt, deadline } = ticket;
  const state = demandStateOf(ticket);
  const reply = state === 'answered' ? replyOf(asking, ticket) : null;
  return { ticketNo, openedAt, dueAt: deadline?.dueAt ?? null, state, reply };
}

/** Throws `OpenRefusal('ticket.notFound')` also for one that leaves the hub to nobody. */
export async function readTicket(
  deps: OpenDeps,
  asking: Asking,
  ticketNo: string,
): Promise<OpenTicket> {
  const ticket = await deps.store.tickets.numbered(ticketNo);
  if (!ticket || !mayLeave(ticket)) throw new OpenRefusal('ticket.notFound');
  await noteRead(deps, asking, ticket.ticketId);
  return openTicket(asking, ticket);
}

/** The tickets that have changed since a place of the feed, each as it is now; in the audit before it is told. */
export async function listTickets(
  deps: OpenDeps,
  asking: Asking,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<TicketsPage> {
  const { store } = deps;
  const rows = await store.feed.read(after, limit);
  const ids = rows.flatMap(({ entity, entityId }) => (entity === 'ticket' ? [entityId] : []));
  const known = new Map((await store.tickets.list(ids)).map((one) => [one.ticketId, one]));
  const found = ids.flatMap((ticketId) => known.get(ticketId) ?? []);
  await noteRead(deps, asking, asking.client.clientId);
  return {
    tickets: found.filter(mayLeave).map((ticket) => openTicket(asking, ticket)),
    gone: found.filter((ticket) => !mayLeave(ticket)).map(({ ticketId }) => ticketId),
    next: rows.at(-1)?.seq ?? after,
    isWhole: rows.length < limit,
  };
}

async function noteRead(
  { store, clock }: OpenDeps,
  asking: Asking,
  subjectId: string,
): Promise<void> {
  const row = clientRow(asking, { at: clock.now(), action: 'clientRead', subjectId });
  await store.audit.appendOrCountEach(row);
}

function openTicket(asking: Asking, ticket: Ticket): OpenTicket {
  const shown = shownTo(asking, ticket);
  const { ticketId, ticketNo, source, state, kind, categoryCode, district } = ticket;
  const { address, content, requesterName, requesterNumber } = shown;
  const { satisfaction, openedAt, updatedAt, closedAt, deadline, work } = ticket;
  return {
    ticketId,
    ticketNo,
    source,
    state,
    kind,
    categoryCode,
    district,
    address,
    content,
    requesterName,
    requesterNumber,
    departmentId: work?.assignment?.leadId ?? null,
    reply: demandStateOf(ticket) === 'answered' ? replyOf(asking, ticket) : null,
    satisfaction,
    openedAt,
    updatedAt,
    dueAt: deadline?.dueAt ?? null,
    closedAt,
  };
}

function shownTo({ client }: Asking, ticket: Ticket): Ticket {
  return client.scopes.includes('names') ? ticket : coveredTicket(ticket);
}

function replyOf(asking: Asking, ticket: Ticket): string | null {
  const { work, answer } = shownTo(asking, ticket);
  return (work?.reply?.text ?? answer) || null;
}

/** How far it is, for who does not work on it. */
function demandStateOf({ state, course }: Ticket): DemandState {
  if (state !== 'archived') return demandStates[state] ?? 'inHandling';
  const end = course.findLast(({ act }) => act === 'notAccept' || act === 'withdraw')?.act;
  if (end === undefined) return 'answered';
  return end === 'withdraw' ? 'withdrawn' : 'notAccepted';
}

const demandStates: Readonly<Partial<Record<TicketState, DemandState>>> = {
  awaitingSignIn: 'received',
  closed: 'answered',
  submittedToCity: 'answered',
  notAccepted: 'notAccepted',
  returned: 'notAccepted',
  withdrawn: 'withdrawn',
};
