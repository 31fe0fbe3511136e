import { randomUUID } from 'node:crypto';
import type { ExchangeFile, ExchangeSystem } from '../../../shared/domain/city/city-exchange.ts';
import { hubDueOf } from '../../../shared/domain/tickets/hub-due.ts';
import { afterMainAnswered } from '../../../shared/domain/tickets/merge.ts';
import { followersOf } from '../../../shared/domain/tickets/merged-tickets.ts';
import type { AttachedFile } from '../../../shared/domain/tickets/ticket-work.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { cityReports } from '../city/city-reports.ts';
import { linkageReports } from '../city/linkage-reports.ts';
import { waterReports } from '../water/water-reports.ts';
import { textMessages } from '../sms/text-message.ts';
import { hubRules } from '../office/hub-rules.ts';

type Repositories = Pick<HubRepositories, 'tickets' | 'times' | 'exchanges' | 'feed' | 'office'>;

interface Kept {
  readonly before: Ticket | null;
  readonly ticket: Ticket;
  readonly at: number;
}

/**
 * Keeps a ticket that has changed (`before` = as it was, `null` = new), with its row of the feed and what other systems are to be told
 * of it. The one way in which a ticket is changed; belongs in the transaction in which that was decided. Gives the feed's new end.
 */
export async function keepTicket(
  repositories: Repositories,
  { before, ticket, at }: Kept,
): Promise<number> {
  const { tickets, times, exchanges, feed } = repositories;
  await tickets.put(ticket);
  const { ticketId, ticketNo, revision } = ticket;
  await times.put(ticketId, { revision, dueAt: hubDueOf(ticket)?.at ?? null });
  const waterNos =
    before && before.state !== ticket.state
      ? await exchanges.of('smartWater').numbersOf(ticketId)
      : [];
  for (const { system, number, words } of toBeTold(before, ticket, waterNos)) {
    const exchangeId = randomUUID();
    const cityNo = number === null ? {} : { cityNo: number };
    await exchanges.of(system).add({
      exchangeId,
      direction: 'out',
      messageId: exchangeId,
      kind: words.kind,
      cityNo: number,
      ticketId,
      place: null,
      raw: JSON.stringify({ exchangeId, ...cityNo, ticketNo, at, ...words }),
      state: 'waiting',
      tries: 0,
      nextTryAt: null,
      reason: null,
      detail: null,
      saidAt: null,
      seenRevision: null,
      at,
      files: 'files' in words ? filesWaiting(words.files ?? []) : [],
    });
  }
  const seq = await feed.append('ticket', ticketId);
  return (await letFollow(repositories, { before, ticket, at })) ?? seq;
}

/** They have not gone yet. */
function filesWaiting(files: readonly AttachedFile[]): readonly ExchangeFile[] {
  return files.map(({ attachmentId: _attachmentId, ...file }) => {
    return { ...file, state: 'waiting', detail: '' };
  });
}

/** Of a change of a ticket: which other system is told what, under which number of its own (`null` = it has none). */
function toBeTold(before: Ticket | null, now: Ticket, waterNos: readonly string[]) {
  const { city, linkage } = now.work ?? {};
  const told = <W extends { readonly kind: string }>(
    system: ExchangeSystem,
    number: string | null,
    all: readonly W[],
  ) => all.map((words) => ({ system, number, words }));
  return [
    ...told('city', city?.cityNo ?? '', cityReports(before, now)),
    ...told('linkage110', linkage?.caseNo ?? '', linkageReports(before, now)),
    ...waterNos.flatMap((number) => told('smartWater', number, waterReports(before, now))),
    ...told('sms', null, textMessages(before, now)),
  ];
}

/** What was merged into a ticket that is answered now goes its own way to its own answer, in the same transaction. */
async function letFollow(
  repositories: Repositories,
  { before, ticket, at }: Kept,
): Promise<number | null> {
  const was = new Set(followersOf(before?.work).map(({ ticketId }) => ticketId));
  const left = (ticket.work?.merged ?? []).flatMap(({ ticketId, answeredAt }) =>
    answeredAt !== undefined && was.has(ticketId) ? [ticketId] : [],
  );
  if (left.length === 0) return null;
  const rules = await hubRules(repositories, at);
  const context = { at, workNo: '', eventId: randomUUID(), rules };
  let seq: number | null = null;
  for (const other of await repositories.tickets.list(left)) {
    const next = afterMainAnswered(other, ticket, context);
    if (next) seq = await keepTicket(repositories, { before: other, ticket: next, at });
  }
  return seq;
}
