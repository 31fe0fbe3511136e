import type { OfficeRules } from '../../../shared/domain/office/office-rules.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { CityFault, CityMessage, DispatchSystem } from './city-platform.ts';
import { dispatchedTicket } from './dispatched-ticket.ts';

/** What is known when a message is decided. */
export interface CityFacts {
  readonly system: DispatchSystem;
  readonly now: number;
  readonly eventId: string;
  /** For a ticket that a dispatch opens; the number is `''` where none is opened. */
  readonly newTicketId: string;
  readonly newTicketNo: string;
  /** `CityMessage.saidAt` of the city's newest word in `mainCourse` that was carried out; `null` = none yet. */
  readonly newestSaid: number | null;
  readonly rules: OfficeRules;
}

export type CityDecision =
  | { readonly kind: 'changed'; readonly ticket: Ticket }
  /** Nothing is left to be done, now or ever. */
  | { readonly kind: 'over'; readonly state: 'done' | 'refused'; readonly fault: CityFault }
  | { readonly kind: 'waits'; readonly fault: CityFault };

/** Messages that move the ticket as a whole: of these the newest word counts, whatever comes in late. */
export const mainCourse: readonly CityMessage['kind'][] = [
  'returnAnswered',
  'rework',
  'confirmed',
  'rejected',
];

/**
 * Decides one message of the city against the ticket with its number (`null` = there is none). The steps are those of `flow.ts`, by the
 * actor `city`; 110 dispatches and says no more. What does not fit yet waits; what the city has itself overtaken is refused.
 */
export function decideCityMessage(
  ticket: Ticket | null,
  message: CityMessage,
  facts: CityFacts,
): CityDecision {
  const { now, eventId, newestSaid, rules } = facts;
  if (message.kind === 'dispatch') {
    if (ticket) return { kind: 'over', state: 'done', fault: { reason: 'known', detail: '' } };
    const { newTicketId: ticketId, newTicketNo: ticketNo } = facts;
    const of = {
      ticketId,
      ticketNo,
      system: facts.system,
      cityNo: message.cityNo,
      eventId,
      now,
      rules,
    };
    return { kind: 'changed', ticket: dispatchedTicket(message.demand, of) };
  }
  if (!ticket) return { kind: 'waits', fault: { reason: 'noTicket', detail: '' } };
  if (mainCourse.includes(message.kind) && newestSaid !== null && message.saidAt <= newestSaid)
    return { kind: 'over', state: 'refused', fault: { reason: 'overtaken', detail: '' } };
  const { ticketId, ticketNo, revision } = ticket;
  const base = { revision, intake: intakeOf(ticket) };
  const decision = decideTicket(
    ticket,
    { ticketId, ticketNo, base, call: null, action: actionOf(message) },
    {
      at: now,
      workNo: '',
      role: 'city',
      eventId,
      numberKeyOf: (typed) => normaliseNumber(typed).key,
      rules,
    },
  );
  if (decision.kind === 'accepted') return { kind: 'changed', ticket: decision.ticket };
  return { kind: 'waits', fault: { reason: 'notNow', detail: decision.code } };
}

function actionOf(message: Exclude<CityMessage, { readonly kind: 'dispatch' }>): TicketAction {
  switch (message.kind) {
    case 'returnAnswered':
      return { kind: 'cityReturned', isAccepted: message.agrees, words: message.words };
    case 'applicationAnswered': {
      const { applicationId, agrees, words, dueAt } = message;
      return { kind: 'cityAnswered', applicationId, agrees, words, dueAt };
    }
    case 'rework':
      return { kind: 'cityRework', reason: message.reason, dueAt: message.dueAt };
    case 'confirmed':
      return { kind: 'cityConfirmed' };
    case 'rejected':
      return { kind: 'cityRejected', reason: message.reason };
  }
}
