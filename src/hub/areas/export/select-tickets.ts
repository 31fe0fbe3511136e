import { setImmediate } from 'node:timers/promises';
import {
  type SortKey,
  type TicketSelection,
  compareSortKeys,
  sortKeyOf,
  ticketMatcher,
} from '../../../shared/domain/tickets/ticket-match.ts';
import { type Reader, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

/** So many bodies are read at a time: a few milliseconds, then others have the thread. */
const pageLength = 100;

/** A text without blanks is looked for by its words, as on the desk: 金银湖积水 finds 金银湖路面积水. */
const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

/**
 * Ids of all tickets of the hub that belong to the selection and that the reader may read, in its order. Reads them page by page and holds keys only. `onPage`: so
 * many were looked at; throws to stop.
 */
export async function selectTickets(
  { tickets }: Pick<HubRepositories, 'tickets'>,
  { selection, reader }: { readonly selection: TicketSelection; readonly reader: Reader },
  onPage: (seen: number) => Promise<void> | void,
): Promise<string[]> {
  const fits = ticketMatcher(selection, wordsOf);
  const found: { readonly ticketId: string; readonly key: SortKey }[] = [];
  let after = '';
  let seen = 0;
  for (;;) {
    const page = await tickets.after(after, pageLength);
    after = page.lastId ?? '';
    seen += page.tickets.length;
    for (const ticket of page.tickets)
      if (fits(ticket) && mayReadTicket(reader, ticket))
        found.push({ ticketId: ticket.ticketId, key: sortKeyOf(ticket, selection.sort) });
    await onPage(seen);
    if (page.lastId === null) break;
    await setImmediate();
  }
  const { descending } = selection.sort;
  return found
    .sort((a, b) => compareSortKeys(a.key, b.key, descending))
    .map(({ ticketId }) => ticketId);
}

/** The tickets of these ids in their order, some at a time; one that cannot be read is left out. */
export async function* readInOrder(
  { tickets }: Pick<HubRepositories, 'tickets'>,
  ids: readonly string[],
): AsyncGenerator<readonly Ticket[], void, undefined> {
  for (let from = 0; from < ids.length; from += pageLength) {
    const part = ids.slice(from, from + pageLength);
    const read = new Map((await tickets.list(part)).map((ticket) => [ticket.ticketId, ticket]));
    yield part.flatMap((id) => read.get(id) ?? []);
    await setImmediate();
  }
}
