import type { CallerNumber } from '../calls/caller-number.ts';
import type { CallId, TicketId } from '../ids.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** What the screen shows about one earlier ticket of the caller; enough for the list on the left. */
export type PopTicket = Pick<
  Ticket,
  | 'ticketId'
  | 'ticketNo'
  | 'state'
  | 'kind'
  | 'categoryCode'
  | 'district'
  | 'address'
  | 'content'
  | 'flags'
  | 'handler'
  | 'deadline'
  | 'openedAt'
  | 'closedAt'
  | 'closedAs'
  | 'satisfaction'
  | 'requesterName'
  | 'callIds'
>;

/**
 * Screen pop: the answer to "who is calling and about what", found locally on INVITE.
 * `named`: the PBX named the ticket. `one`/`several`: open tickets of this number; several are a choice, never a guess.
 * `none`: no open ticket, a new intake form with the number filled in (earlier closed tickets still show as history).
 */
export interface Pop {
  readonly callId: CallId;
  readonly number: CallerNumber;
  readonly match: 'named' | 'one' | 'several' | 'none';
  /** Open this ticket at once (`named`, `one`); `null`: let the agent choose or begin a new intake. */
  readonly ticketId: TicketId | null;
  /** Open tickets first, newest first, then closed ones as history. At most 50. */
  readonly tickets: readonly PopTicket[];
  readonly requesterName: string;
  readonly district: string | null;
  readonly address: string;
  /** Contacts of the last 90 days, this call included, over all tickets of the number. 1 = not a repeat. */
  readonly repeatCount: number;
  /** What was counted: contacts about the matter of the opened ticket, or about any, while nobody knows which it is. */
  readonly repeatOf: 'matter' | 'any';
  /** When the oldest ticket of the number was opened, whatever its matter; `null` = there was none before this call. */
  readonly firstCallAt: number | null;
}
