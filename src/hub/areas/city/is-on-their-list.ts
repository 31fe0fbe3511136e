import type { HubRepositories } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { mayRead } from '../tickets/may-read.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';

/** Stands this message on the list of who asks (`listExchanges`)? Who administrates has all of them, without what they say. */
export async function isOnTheirList(
  from: Pick<HubRepositories, 'tickets'>,
  { user }: SignedIn,
  { ticketId }: Pick<Exchange, 'ticketId'>,
): Promise<boolean> {
  return ticketId === null || user.role === 'admin' || (await mayRead(from, user, ticketId));
}
