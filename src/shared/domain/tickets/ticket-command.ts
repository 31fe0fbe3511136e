import type { CallId, RecordingId, TicketId } from '../ids.ts';
import type { TicketAction } from './ticket-action.ts';
import type { Intake } from './ticket.ts';

/** The call during which something was done, and its recording when there is one. */
export interface CallLink {
  readonly callId: CallId;
  readonly recordingId: RecordingId | null;
}

/** What the form showed before anything was typed into it. */
export interface TicketBase {
  readonly revision: number;
  readonly intake: Intake;
}

/** An action on one ticket, over what its form was opened on. */
export interface TicketCommand {
  readonly ticketId: TicketId;
  readonly ticketNo: string;
  /** `null` = the ticket does not exist yet. */
  readonly base: TicketBase | null;
  readonly call: CallLink | null;
  readonly action: TicketAction;
}
