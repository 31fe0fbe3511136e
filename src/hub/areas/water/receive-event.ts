import { randomUUID } from 'node:crypto';
import {
  type WaterMessage,
  type WaterTaken,
  waterMessageSchema,
} from '../../../shared/contract/open/schemas.ts';
import { tolerant } from '../../../shared/contract/tolerant.ts';
import { categoryOfMatter } from '../../../shared/domain/city/water-event.ts';
import { anyAgent, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import { shanghaiDay } from '../../../shared/domain/tickets/ticket-no.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { dispatchedTicket } from '../city/dispatched-ticket.ts';
import type { ExchangeMove } from '../../../shared/domain/city/exchange.ts';
import { type Asking, type OpenDeps, clientRow } from '../clients/asking.ts';
import { OpenRefusal } from '../clients/open-refusal.ts';
import { takenIn } from '../clients/send-demand.ts';
import { hubRules } from '../office/hub-rules.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import { eventLine } from './event-line.ts';

/**
 * Takes one message of Smart Water in: its row of the ledger, what it changes and the audit are one transaction. A message id counts once; an event
 * opens or joins one ticket; what comes before its `opened` waits for it. Throws `OpenRefusal`: `key.used`, `ticket.notFound`, `step.notNow`.
 */
export async function receiveEvent(
  { store, clock, changes }: OpenDeps,
  asking: Asking,
  message: WaterMessage,
): Promise<WaterTaken> {
  const at = clock.now();
  const raw = JSON.stringify(message);
  const { messageId, eventNo: cityNo, saidAt } = message;
  const taken = await store.transaction(async (repositories) => {
    const ledger = repositories.exchanges.of('smartWater');
    const known = await ledger.find('in', messageId);
    if (known && known.raw !== raw) throw new OpenRefusal('key.used', 'messageId');
    if (known) return toldOf(repositories, known.ticketId);
    const exchangeId = randomUUID();
    const { changedAt: _changedAt, ...move } = await carriedOut(repositories, message, {
      exchangeId,
      at,
      tries: 0,
    });
    const row = { ...takenIn, ticketId: null, seenRevision: null, ...move };
    const kind = ledgerKind(message);
    await ledger.add({ ...row, exchangeId, messageId, kind, cityNo, raw, saidAt, at });
    if (message.kind === 'opened' && row.ticketId !== null) await ledger.bind(cityNo, row.ticketId);
    const audited = { at, action: 'clientEvent', subjectId: row.ticketId ?? exchangeId } as const;
    await repositories.audit.append(clientRow(asking, audited));
    return toldOf(repositories, row.ticketId);
  });
  // Also when nothing but the ledger has changed: what waits is looked at.
  changes.notify();
  return taken;
}

/** Tries again what waits for its event. `false` = it still does, cannot be read, or is no message that waits. */
export async function tryEventAgain(
  { store, clock }: Pick<OpenDeps, 'store' | 'clock'>,
  exchangeId: string,
): Promise<boolean> {
  const at = clock.now();
  return store.transaction(async (repositories) => {
    const known = await repositories.exchanges.get(exchangeId);
    if (known?.system !== 'smartWater' || known.direction !== 'in' || known.state !== 'waiting')
      return false;
    const read = tolerant(waterMessageSchema).safeParse(JSON.parse(known.raw));
    if (!read.success) {
      // Of another release: it holds up nothing that waits behind it.
      const tried = { tries: known.tries + 1, changedAt: at, nextTryAt: null };
      const fault = { state: 'unreadable', reason: 'unreadable', detail: '' } as const;
      await repositories.exchanges.move(exchangeId, { ...tried, ...fault });
      return false;
    }
    const message = read.data;
    const move = await carriedOut(repositories, message, { exchangeId, at, tries: known.tries });
    await repositories.exchanges.move(exchangeId, move);
    return move.state === 'done';
  });
}

/** What opens an event is a dispatch in the ledger, as of every system. */
function ledgerKind({ kind }: WaterMessage): string {
  return kind === 'opened' ? 'dispatch' : kind;
}

async function toldOf({ tickets }: HubRepositories, ticketId: string | null): Promise<WaterTaken> {
  const ticket = ticketId === null ? null : await tickets.get(ticketId);
  if (!ticket) return { state: 'waiting', ticketNo: null };
  // Of one that has become confidential nothing but that it is done.
  return { state: 'done', ticketNo: mayReadTicket(anyAgent, ticket) ? ticket.ticketNo : null };
}

interface Trying {
  readonly exchangeId: string;
  readonly at: number;
  readonly tries: number;
}

async function carriedOut(
  repositories: HubRepositories,
  message: WaterMessage,
  { exchangeId, at, tries }: Trying,
): Promise<ExchangeMove> {
  const { tickets, exchanges } = repositories;
  const tried = { tries: tries + 1, changedAt: at, nextTryAt: null };
  const ticketId = await exchanges.of('smartWater').ticketOf(message.eventNo);
  const ticket = ticketId === null ? null : await tickets.get(ticketId);
  const of = { eventId: exchangeId, at };
  if (message.kind === 'opened') {
    // It has happened once, however often it is said.
    const known = ticket ? { reason: 'known', detail: '' } : { reason: null, detail: null };
    const next = ticket ?? (await begun(repositories, message, of));
    return { ...tried, ...known, state: 'done', ...seen(next) };
  }
  if (!ticket) return { ...tried, state: 'waiting', reason: 'noTicket', detail: '' };
  const next = await withLine(repositories, ticket, message, of);
  return { ...tried, state: 'done', reason: null, detail: null, ...seen(next) };
}

const seen = ({ ticketId, revision }: Ticket) => ({ ticketId, seenRevision: revision });

interface Facts {
  readonly eventId: string;
  readonly at: number;
}

/** The ticket of a new event: one of its own, or the one that it names. */
async function begun(
  repositories: HubRepositories,
  message: Extract<WaterMessage, { readonly kind: 'opened' }>,
  of: Facts,
): Promise<Ticket> {
  const { tickets } = repositories;
  const { ticketNo, matter, district, address, content, eventNo, saidAt } = message;
  if (ticketNo !== undefined) {
    const named = await tickets.numbered(ticketNo);
    if (!named || !mayReadTicket(anyAgent, named)) throw new OpenRefusal('ticket.notFound');
    if (!isOpen(named)) throw new OpenRefusal('step.notNow', named.state);
    return withLine(repositories, named, message, of);
  }
  const ticket = dispatchedTicket(
    {
      dispatchedAt: saidAt,
      dueAt: null,
      limit: '',
      kind: 'help',
      categoryCode: categoryOfMatter(matter),
      district,
      address,
      content,
      requesterName: '',
      requesterNumber: '',
      appointed: false,
      urgent: false,
      confidential: false,
    },
    {
      ticketId: randomUUID(),
      ticketNo: await tickets.nextNumber(shanghaiDay(of.at)),
      system: 'smartWater',
      cityNo: eventNo,
      eventId: of.eventId,
      now: of.at,
      rules: await hubRules(repositories, of.at),
    },
  );
  await keepTicket(repositories, { before: null, ticket, at: of.at });
  return ticket;
}

/** The same ticket with what was said in its course. */
async function withLine(
  repositories: HubRepositories,
  before: Ticket,
  message: WaterMessage,
  { eventId, at }: Facts,
): Promise<Ticket> {
  const line = { eventId, at, byWorkNo: '', kind: 'note', note: eventLine(message) } as const;
  const course = [...before.course, line];
  const ticket = { ...before, course, updatedAt: at, revision: before.revision + 1 };
  await keepTicket(repositories, { before, ticket, at });
  return ticket;
}
