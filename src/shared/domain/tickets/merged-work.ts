import type { TicketId } from '../ids.ts';
import type { StepClock } from './ticket-work.ts';

/** States out of which a ticket is merged into another one (domain document 4.2, transition 9). */
export const mergeableStates = ['screening', 'assigned', 'inHandling'] as const;
type MergeableState = (typeof mergeableStates)[number];

/** A ticket that follows another one. Who asked, the calls and the words stay in that ticket itself. */
export interface MergedTicket {
  readonly ticketId: TicketId;
  readonly ticketNo: string;
  /** Its number at the city platform; absent = it is of our own channels. */
  readonly cityNo?: string | undefined;
  /** Its outer deadline when it was merged; absent = it had none. */
  readonly dueAt?: number | undefined;
  readonly at: number;
  readonly byWorkNo: string;
  readonly splitAt?: number | undefined;
  /** When the main ticket was answered, so that this one is to be answered for itself. */
  readonly answeredAt?: number | undefined;
}

export interface MergedInto {
  readonly ticketId: TicketId;
  readonly ticketNo: string;
  readonly at: number;
  readonly byWorkNo: string;
  readonly reason: string;
  /** What splitting gives back: where it stood, and the limits that ran. */
  readonly stateBefore: MergeableState;
  readonly clocksBefore: readonly StepClock[];
  /** When the main ticket was answered, and with what: the reply that is offered for this one. */
  readonly answeredAt?: number | undefined;
  readonly reply?: string | undefined;
}
