import { useEffect } from 'react';
import type { WorkItem } from '../../../shared/domain/desk/today-work.ts';
import { type MissedCall, callBackWithinMs } from '../../../shared/domain/desk/desk-state.ts';
import { outerDueAt } from '../../../shared/domain/tickets/merged-tickets.ts';
import { nearMs } from '../../../shared/domain/tickets/ticket-lists.ts';
import { nextClock } from '../../../shared/domain/tickets/step-clocks.ts';
import { escalatedTo } from '../../../shared/domain/tickets/hub-due.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { type ClockStep, clockSteps } from '../../../shared/domain/tickets/ticket-work.ts';
import { useDeskState, useTimedSlowly } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import type { OtherWork } from '../../parts/other-work.ts';
import { todayTicketsStore } from './today-store.ts';

export type TodayItem = WorkItem &
  (
    | { readonly kind: 'ticket'; readonly ticket: Ticket }
    | { readonly kind: 'missed'; readonly call: MissedCall }
    | { readonly kind: 'other'; readonly other: OtherWork }
  );

/** Everything of this person's day, in no order. */
export function useTodayItems(more: readonly OtherWork[]): readonly TodayItem[] {
  const page = useFeature(todayTicketsStore, (state) => state.page);
  const missed = useDeskState((desk) => desk.missed);
  return [
    ...(page?.items ?? []).map((ticket) => ({
      kind: 'ticket' as const,
      workId: ticket.ticketId,
      ...clockOf(ticket),
      ticket,
    })),
    ...missed.map((call) => ({
      kind: 'missed' as const,
      workId: call.callId,
      since: call.missedAt,
      dueAt: call.missedAt + callBackWithinMs,
      call,
    })),
    ...more.map((other) => ({
      kind: 'other' as const,
      workId: other.workId,
      since: other.since,
      dueAt: other.dueAt,
      other,
    })),
  ];
}

/** What breaks first: the whole limit, or that of the step which the desk owes. */
function clockOf(ticket: Ticket): Pick<WorkItem, 'since' | 'dueAt'> {
  const { openedAt, work } = ticket;
  // Of a closed one the call-back alone is due.
  const outer = { since: openedAt, dueAt: isOpen(ticket) ? outerDueAt(ticket) : null };
  const step = nextClock(work, escalatedTo(ticket) === null ? deskSteps : clockSteps);
  if (step === null) return outer;
  if (outer.dueAt !== null && outer.dueAt <= step.dueAt) return outer;
  return { since: step.startedAt, dueAt: step.dueAt };
}

const deskSteps: readonly ClockStep[] = [
  'signIn',
  'assign',
  'approve',
  'audit',
  'callback',
  'reply',
  'cityReturn',
  'application',
];

/** How many of this person's tickets are over or nearly: the rail's count. Reads them when somebody has signed in. */
export function useDueCount(): number {
  const user = useDeskState((desk) => desk.user);
  const refresh = useFeature(todayTicketsStore, (state) => state.refresh);
  const page = useFeature(todayTicketsStore, (state) => state.page);
  const asker = user === null || user.role === 'admin' ? null : user.workNo;
  useEffect(() => {
    if (asker !== null) refresh();
  }, [asker, refresh]);
  const count = useTimedSlowly(
    (now) =>
      (page?.items ?? []).filter((ticket) => (clockOf(ticket).dueAt ?? Infinity) < now + nearMs)
        .length,
  );
  return asker === null ? 0 : count;
}
