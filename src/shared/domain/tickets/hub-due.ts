import { outerDueAt } from './merged-tickets.ts';
import type { TicketAction } from './ticket-action.ts';
import { type Ticket, isOpen } from './ticket.ts';
import {
  type Escalation,
  type EscalationTarget,
  type StepClock,
  type TicketWork,
  type UrgePercent,
  urgePercents,
} from './ticket-work.ts';

/** What the hub has to do to a ticket by itself, and from when on. */
export interface HubDue {
  readonly at: number;
  readonly action: TicketAction;
}

/** Thirty days after a ticket has ended (domain document 4.2, transition 30; to be confirmed by the purchaser). */
const archiveAfterMs = 30 * 24 * 3_600_000;
/** The lead hears of an outer deadline when this part of it is over, the officer when all of it is (4.5). */
const leadPercent = 80;

/**
 * The next thing that the hub's own clock owes a ticket: urging its department at 50, 80 and 100 % of the limit, telling the lead of a
 * step that is late and of an outer deadline that is near, the officer of one that is over, and the archive. `null` = nothing, as the
 * ticket stands. What was missed while the hub was off is done once, not once for each part.
 */
export function hubDueOf(ticket: Ticket): HubDue | null {
  const due = isOpen(ticket) ? [...urgesOf(ticket), ...escalationsOf(ticket)] : archiveOf(ticket);
  return due.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

function archiveOf({ state, closedAt, updatedAt, callbackOwed, work }: Ticket): HubDue[] {
  if (state === 'archived' || state === 'merged' || callbackOwed) return [];
  const isAsked = (work?.applications ?? []).some(
    (one) => one.state !== 'refused' && one.state !== 'explained',
  );
  if (isAsked) return [];
  return [{ at: (closedAt ?? updatedAt) + archiveAfterMs, action: { kind: 'archive' } }];
}

/** The department's limit that runs; only there is it urged. */
function resultClock({ state, work }: Pick<Ticket, 'state' | 'work'>): StepClock | null {
  if (state !== 'assigned' && state !== 'inHandling') return null;
  return work?.clocks.findLast(isRunningResult) ?? null;
}

const isRunningResult = ({ step, stoppedAt }: StepClock) =>
  step === 'result' && stoppedAt === undefined;

const partOf = ({ startedAt, dueAt }: Pick<StepClock, 'startedAt' | 'dueAt'>, percent: number) =>
  startedAt + ((dueAt - startedAt) * percent) / 100;

function urgesOf(ticket: Ticket): HubDue[] {
  const clock = resultClock(ticket);
  if (clock === null) return [];
  const next = urgePercents.find((percent) => percent > (clock.urgedAt ?? 0));
  return next === undefined
    ? []
    : [{ at: partOf(clock, next), action: { kind: 'urge', reason: urgeReason } }];
}

const urgeReason = '系统按时限自动催办';

/** The work with the parts of the department's limit that were over at `at` marked as urged; of nothing that runs, as it is. */
export function markUrged(work: TicketWork | undefined, at: number): TicketWork | undefined {
  const running = work?.clocks.findLast(isRunningResult);
  if (!work || !running) return work;
  const over = urgePercents.findLast((percent) => partOf(running, percent) <= at);
  if (over === undefined || over <= (running.urgedAt ?? 0)) return work;
  return {
    ...work,
    clocks: work.clocks.map((clock) =>
      clock === running ? { ...clock, urgedAt: over satisfies UrgePercent } : clock,
    ),
  };
}

function escalationsOf(ticket: Ticket): HubDue[] {
  const { openedAt, work } = ticket;
  const outerAt = outerDueAt(ticket);
  const told = work?.escalations ?? [];
  const isTold = (to: EscalationTarget, about: Escalation['about'], since: number) =>
    told.some((one) => one.to === to && one.about === about && one.at >= since);
  const outer: Pick<StepClock, 'startedAt' | 'dueAt'>[] =
    outerAt === null ? [] : [{ startedAt: openedAt, dueAt: outerAt }];
  const ofOuter = outer.flatMap((clock) =>
    (
      [
        ['lead', leadPercent],
        ['officer', 100],
      ] as const
    ).flatMap(([to, percent]) => {
      const at = partOf(clock, percent);
      return isTold(to, 'outer', at) ? [] : [escalation(at, to, 'outer')];
    }),
  );
  const ofSteps = (work?.clocks ?? []).flatMap(({ step, dueAt, stoppedAt }) =>
    stoppedAt !== undefined || isTold('lead', step, dueAt) ? [] : [escalation(dueAt, 'lead', step)],
  );
  return [...ofOuter, ...ofSteps];
}

const escalation = (at: number, to: EscalationTarget, about: Escalation['about']): HubDue => ({
  at,
  action: { kind: 'escalate', to, about },
});

/**
 * Whom a ticket that runs late is before now: the officer, the lead, or `null` = nobody but who works on it. A step that was done
 * meanwhile, and an outer deadline that was moved, no longer count.
 */
export function escalatedTo(
  ticket: Pick<Ticket, 'state' | 'deadline' | 'openedAt' | 'work'>,
): EscalationTarget | null {
  if (!isOpen(ticket)) return null;
  const standing = (ticket.work?.escalations ?? []).filter((one) => isStanding(ticket, one));
  if (standing.some(({ to }) => to === 'officer')) return 'officer';
  return standing.length > 0 ? 'lead' : null;
}

function isStanding(
  ticket: Pick<Ticket, 'deadline' | 'openedAt' | 'work'>,
  { to, about, at }: Escalation,
): boolean {
  if (about !== 'outer')
    return (ticket.work?.clocks ?? []).some(
      ({ step, stoppedAt, dueAt }) => step === about && stoppedAt === undefined && dueAt <= at,
    );
  const dueAt = outerDueAt(ticket);
  if (dueAt === null) return false;
  const percent = to === 'lead' ? leadPercent : 100;
  return partOf({ startedAt: ticket.openedAt, dueAt }, percent) <= at;
}
