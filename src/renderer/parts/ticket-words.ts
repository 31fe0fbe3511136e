import { findCategory } from '../../shared/domain/office/categories.ts';
import type { TicketState } from '../../shared/domain/tickets/ticket.ts';

/** `排水 / 渍水（积水）`; the bare code for a category of another taxonomy version. */
export function categoryText(code: string | null): string {
  if (code === null) return '';
  const category = findCategory(code);
  return category ? `${category.group} / ${category.name}` : code;
}

export type StateTone = 'good' | 'warn' | 'accent' | 'plain' | 'bad';

/** Colour of a ticket state's tag: closed green, waiting amber, with somebody blue. */
export function stateTone(state: TicketState): StateTone {
  switch (state) {
    case 'closed':
    case 'archived':
      return 'good';
    case 'awaitingSignIn':
    case 'screening':
    case 'selfHandling':
    case 'inHandling':
    case 'assigned':
    case 'awaitingApproval':
    case 'awaitingAudit':
    case 'returnPending':
      return 'warn';
    case 'awaitingCallback':
    case 'awaitingReply':
    case 'submittedToCity':
      return 'accent';
    case 'returned':
    case 'notAccepted':
    case 'merged':
    case 'withdrawn':
      return 'plain';
  }
}
