import { type Urgency, findCategory } from '../office/categories.ts';
import type { Ticket, TicketFlag } from './ticket.ts';

/**
 * The flags of a ticket (`null` = of a new one) once it has this category. 紧急 follows the category as long as it says what the
 * category said; the word of the city platform and of 110, and what somebody has set otherwise, stay.
 */
export function flagsWith(
  ticket: Pick<Ticket, 'flags' | 'source' | 'categoryCode'> | null,
  categoryCode: string | null,
): readonly TicketFlag[] {
  const isUrgent = isUrgentCategory(categoryCode);
  if (ticket === null) return isUrgent ? ['urgent'] : [];
  const { flags, source } = ticket;
  const wasUrgent = flags.includes('urgent');
  const isFollowing = wasUrgent === isUrgentCategory(ticket.categoryCode);
  if (isGiven(source) || !isFollowing || wasUrgent === isUrgent) return flags;
  return isUrgent ? [...flags, 'urgent'] : flags.filter((flag) => flag !== 'urgent');
}

/** Whoever gave it to us has said how urgent it is. */
function isGiven(source: Ticket['source']): boolean {
  return source === 'cityPlatform' || source === 'linkage110';
}

export function urgencyOf({ flags }: Pick<Ticket, 'flags'>): Urgency {
  return flags.includes('urgent') ? 'urgent' : 'ordinary';
}

function isUrgentCategory(categoryCode: string | null): boolean {
  return findCategory(categoryCode ?? '')?.urgency === 'urgent';
}
