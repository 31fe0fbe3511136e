import { departmentTabOf } from './department-view.ts';
import type { FlowAct } from './flow-acts.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import { type StepClock, type TicketWork, noWork } from './ticket-work.ts';

/** Limits of a department by which it is measured (domain document 6: 及时签收率, 首次联系, 及时办结率). */
export const measuredSteps = ['departmentSign', 'firstContact', 'result'] as const;
export type MeasuredStep = (typeof measuredSteps)[number];

/** One rate: of the limits that ended in the month, how many were kept. Where there are none there is no rate. */
export interface StepFigure {
  readonly inTime: number;
  readonly late: number;
  /** End in the month and still run in time: they are in no rate yet. */
  readonly open: number;
}

/** A department's own figures of a calendar month in Shanghai; what it leads alone, for what it assists with is the lead's to answer. */
export interface DepartmentFigures {
  /** Tickets given to it in the month, that are still its own. */
  readonly received: number;
  readonly steps: Readonly<Record<MeasuredStep, StepFigure>>;
  /** Results that the desk sent back in the month. */
  readonly sentBack: number;
  /** Of those that ended in the month and whose citizens gave a rating: all, and those at least 基本满意. */
  readonly rated: number;
  readonly satisfied: number;
  /** What was late, the newest first. */
  readonly late: readonly LateStep[];
}

export interface LateStep {
  readonly ticketId: string;
  readonly ticketNo: string;
  readonly step: MeasuredStep;
  readonly dueAt: number;
  /** `null` = not done yet. */
  readonly doneAt: number | null;
}

const shanghaiMs = 8 * 3_600_000;

/** The month `YYYY-MM` in Shanghai (UTC+8, no daylight saving) of a moment; `back`: so many months before it. */
export function monthOf(at: number, back = 0): string {
  const here = new Date(at + shanghaiMs);
  return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - back, 1))
    .toISOString()
    .slice(0, 7);
}

/** From (inclusive) and to (exclusive), epoch ms, of such a month. */
export function spanOfMonth(month: string): { readonly from: number; readonly to: number } {
  const [year = 1970, one = 1] = month.split('-').map(Number);
  const startOf = (index: number) => Date.UTC(year, index, 1) - shanghaiMs;
  return { from: startOf(one - 1), to: startOf(one) };
}

/**
 * The figures of those tickets; others than the department's own are passed over. A limit that was called off before it had run
 * out (撤诉, 并单, a result before the first contact) counts nowhere; one that had run out by then was late.
 */
export function departmentFigures(
  tickets: Iterable<Ticket>,
  of: { readonly departmentId: string; readonly month: string; readonly now: number },
): DepartmentFigures {
  const span = spanOfMonth(of.month);
  const isIn = (at: number | null) => at !== null && at >= span.from && at < span.to;
  const steps = {
    departmentSign: { inTime: 0, late: 0, open: 0 },
    firstContact: { inTime: 0, late: 0, open: 0 },
    result: { inTime: 0, late: 0, open: 0 },
  };
  const late: LateStep[] = [];
  let [received, sentBack, rated, satisfied] = [0, 0, 0, 0];
  for (const ticket of tickets) {
    const { work = noWork, course, satisfaction, closedAt, ticketId, ticketNo } = ticket;
    const { assignment } = work;
    if (assignment?.leadId !== of.departmentId) continue;
    if (isIn(assignment.at)) received += 1;
    sentBack += course.filter(
      ({ act, at }) => act === 'auditFail' && at >= assignment.at && isIn(at),
    ).length;
    if (departmentTabOf(ticket) === 'done' && isIn(closedAt) && satisfaction !== null) {
      rated += 1;
      if (satisfaction >= 3) satisfied += 1;
    }
    for (const { step, clock } of ownClocks(work, assignment.at)) {
      if (!isIn(clock.dueAt)) continue;
      const fate = fateOf(course, { step, clock }, of.now);
      if (fate === null) continue;
      steps[step][fate] += 1;
      const doneAt = clock.stoppedAt ?? null;
      if (fate === 'late') late.push({ ticketId, ticketNo, step, dueAt: clock.dueAt, doneAt });
    }
  }
  late.sort((a, b) => b.dueAt - a.dueAt);
  return { received, steps, sentBack, rated, satisfied, late };
}

interface OwnClock {
  readonly step: MeasuredStep;
  readonly clock: StepClock;
}

/** Those of this assignment: what ran before it was another department's, or of an earlier hand-over to this one. */
function ownClocks({ clocks }: TicketWork, assignedAt: number): readonly OwnClock[] {
  return clocks.flatMap((clock) => {
    const step = measuredSteps.find((one) => one === clock.step);
    return step && clock.startedAt >= assignedAt ? [{ step, clock }] : [];
  });
}

/** `null` = called off while it was in time. */
function fateOf(
  course: readonly TicketEvent[],
  { step, clock: { stoppedAt, dueAt } }: OwnClock,
  now: number,
): keyof StepFigure | null {
  if (stoppedAt === undefined) return now > dueAt ? 'late' : 'open';
  if (stoppedAt > dueAt) return 'late';
  const isDone = course.some(({ act, at }) => act === actOfStep[step] && at === stoppedAt);
  return isDone ? 'inTime' : null;
}

const actOfStep = {
  departmentSign: 'departmentSign',
  firstContact: 'firstContact',
  result: 'submitResult',
} as const satisfies Record<MeasuredStep, FlowAct>;
