import type { Ticket, TicketState } from './ticket.ts';
import type { MergedTicket, TicketWork } from './ticket-work.ts';

/** What a ticket is to those that were merged into it; what merging does stands in `merge.ts`. */

/** Those that follow the ticket just now: not split off, and not answered yet. */
export function followersOf(work: Pick<TicketWork, 'merged'> | undefined): readonly MergedTicket[] {
  return (work?.merged ?? []).filter(
    ({ splitAt, answeredAt }) => splitAt === undefined && answeredAt === undefined,
  );
}

type Promised = Pick<Ticket, 'deadline'> & {
  readonly work?: Pick<TicketWork, 'firstDueAt'> | undefined;
};

/** The outer deadline that breaks first: its own, or that of one that was merged into it; `null` = there is none. Epoch ms. */
export function outerDueAt({ deadline, work }: Promised): number | null {
  const first = Math.min(deadline?.dueAt ?? Infinity, work?.firstDueAt ?? Infinity);
  return Number.isFinite(first) ? first : null;
}

/** The earliest outer deadline of those; absent = none of them has one. */
export function firstDueOf(
  merged: readonly MergedTicket[],
): Pick<TicketWork, 'merged' | 'firstDueAt'> {
  const due = followersOf({ merged }).flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt]));
  return { merged, firstDueAt: due.length === 0 ? undefined : Math.min(...due) };
}

/** States in which whoever asked has an answer. */
const answered: readonly TicketState[] = ['closed', 'submittedToCity', 'archived'];

/** A ticket that has just been answered lets those go that follow it: each is to be answered for itself. */
export function markAnswered(ticket: Ticket, at: number): Ticket {
  const { work } = ticket;
  const followers = new Set(followersOf(work));
  if (!work?.merged || followers.size === 0 || !answered.includes(ticket.state)) return ticket;
  const merged = work.merged.map((one) => (followers.has(one) ? { ...one, answeredAt: at } : one));
  return { ...ticket, work: { ...work, ...firstDueOf(merged) } };
}

/** The ticket that this one follows just now; `null` = it goes its own way. */
export function mainIdOf({ state, work }: Pick<Ticket, 'state' | 'work'>): string | null {
  return state === 'merged' ? (work?.mergedInto?.ticketId ?? null) : null;
}
