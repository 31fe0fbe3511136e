import { type Reader, mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';

type From = Pick<HubRepositories, 'tickets'>;

/** Those of the tickets that `reader` may not read. One that this hub does not know, or cannot read, is in no answer of it. */
export async function hiddenFrom(
  { tickets }: From,
  reader: Reader,
  ticketIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = await tickets.list([...new Set(ticketIds)]);
  return new Set(
    known.filter((ticket) => !mayReadTicket(reader, ticket)).map(({ ticketId }) => ticketId),
  );
}

/** May `reader` know what this ticket holds? Also of one that this hub does not know (yet). */
export async function mayRead(from: From, reader: Reader, ticketId: string): Promise<boolean> {
  return (await hiddenFrom(from, reader, [ticketId])).size === 0;
}
