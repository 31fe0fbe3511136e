import { findCategory } from '../office/categories.ts';
import type { OfficeRules } from '../office/office-rules.ts';
import { type LimitKey, type Pace, limitEnd } from './limits.ts';
import { outerDueAt } from './merged-tickets.ts';
import type { Ticket } from './ticket.ts';
import { type ClockStep, type StepClock, type TicketWork, clockSteps } from './ticket-work.ts';

const hourMs = 3_600_000;

/** Left to the desk before the outer deadline, for audit, call-back and reply: one working day, or a quarter of a short limit. */
const bufferShare = 0.25;
const dayMs = 24 * hourMs;
/** A reply goes up this long before the city's deadline. */
const replyLeadMs = 2 * hourMs;

type Timed = Pick<Ticket, 'flags' | 'categoryCode' | 'deadline' | 'openedAt'> & {
  readonly work?: Pick<TicketWork, 'reworks' | 'firstDueAt'> | undefined;
};

/** Which preset; second handling has one of its own, but an urgent one keeps its day. */
function presetOf(ticket: Timed, step: ClockStep): LimitKey {
  const pace = paceOf(ticket);
  const isAgain = step === 'result' && (ticket.work?.reworks ?? 0) > 0 && pace !== 'urgent';
  return isAgain ? 'result.again' : `${step}.${pace}`;
}

function paceOf({ flags, categoryCode }: Pick<Ticket, 'flags' | 'categoryCode'>): Pace {
  if (flags.includes('urgent')) return 'urgent';
  const group = findCategory(categoryCode ?? '')?.group;
  return group === '供水' || flags.includes('waterlogging') ? 'utility' : 'ordinary';
}

/**
 * The clock of a step that can be done from `startedAt` on: counted from then, never from a late sign-in. A department's own limit is the preset or the outer deadline less the
 * desk's buffer, whichever is sooner, and never before it has begun. It is a guess where what it was taken from is one.
 */
export function startClock(ticket: Timed, { step, startedAt, rules }: ClockStart): StepClock {
  const { calendar, limits } = rules;
  const key = presetOf(ticket, step);
  const preset = limitEnd(limits.limits[key], startedAt, calendar);
  const outer = outerLimit(ticket, step);
  const dueAt = outer === null ? preset.at : Math.max(startedAt, Math.min(preset.at, outer));
  const isPreset = dueAt === preset.at;
  const by = isPreset ? { ruleId: key, ...versionOf(limits) } : { ruleId: `${step}.outer` };
  const clock = { step, startedAt, dueAt, ...by };
  const isFirm = isPreset ? preset.isKnown : !ticket.deadline?.provisional;
  return isFirm ? clock : { ...clock, isGuess: true };
}

export interface ClockStart {
  readonly step: ClockStep;
  readonly startedAt: number;
  readonly rules: Pick<OfficeRules, 'calendar' | 'limits'>;
}

/** Those of the program need no number. */
const versionOf = ({ version }: OfficeRules['limits']) =>
  version === 0 ? {} : { limits: version };

function outerLimit(ticket: Timed, step: ClockStep): number | null {
  const dueAt = outerDueAt(ticket);
  if (dueAt === null) return null;
  if (step === 'reply') return dueAt - replyLeadMs;
  if (step !== 'result') return dueAt;
  const whole = dueAt - ticket.openedAt;
  return dueAt - (whole < dayMs ? whole * bufferShare : dayMs);
}

/**
 * The running limits again, each no later than the outer deadline lets it be: what has come to be promised earlier is worked for
 * earlier. A limit that is replaced stops; none is ever prolonged.
 */
export function hastenClocks(ticket: Timed & { readonly work: TicketWork }, at: number) {
  const isLate = ({ step, dueAt, stoppedAt }: StepClock) =>
    stoppedAt === undefined && dueAt > Math.max(at, outerLimit(ticket, step) ?? dueAt);
  const { clocks } = ticket.work;
  const sooner = clocks.filter(isLate).map(({ step, startedAt }): StepClock => ({
    step,
    startedAt,
    dueAt: Math.max(at, outerLimit(ticket, step) ?? at),
    ruleId: `${step}.outer`,
  }));
  const kept = clocks.map((clock) => (isLate(clock) ? { ...clock, stoppedAt: at } : clock));
  return [...kept, ...sooner];
}

/** The clocks with those of `steps` stopped: a step that was done, or that its ticket has left behind. */
export function stopClocks(
  work: TicketWork,
  steps: readonly ClockStep[] | 'all',
  at: number,
): readonly StepClock[] {
  return work.clocks.map((clock) =>
    clock.stoppedAt === undefined && (steps === 'all' || steps.includes(clock.step))
      ? { ...clock, stoppedAt: at }
      : clock,
  );
}

/** The clock of one of these steps that runs out first; `null` = none runs. */
export function nextClock(
  work: TicketWork | undefined,
  steps: readonly ClockStep[] = clockSteps,
): StepClock | null {
  const running = (work?.clocks ?? []).filter(
    ({ step, stoppedAt }) => stoppedAt === undefined && steps.includes(step),
  );
  return running.toSorted((a, b) => a.dueAt - b.dueAt)[0] ?? null;
}

/** 50 %, 80 %, two hours before and expiry (domain document 4.5): how loud a limit is at `now`. */
export type Alarm = 'calm' | 'half' | 'near' | 'last' | 'late';

const lastMs = 2 * hourMs;

export function alarmOf({ startedAt, dueAt }: StepClock, now: number): Alarm {
  if (now > dueAt) return 'late';
  const share = (now - startedAt) / Math.max(1, dueAt - startedAt);
  if (dueAt - now <= lastMs && share >= 0.5) return 'last';
  return share >= 0.8 ? 'near' : share >= 0.5 ? 'half' : 'calm';
}

/** What is still to be done after a step, at the least, before the outer deadline is met. */
const restAfter: Readonly<Partial<Record<ClockStep, number>>> = {
  signIn: dayMs,
  assign: dayMs,
  departmentSign: dayMs,
  result: 6 * hourMs,
  audit: 4 * hourMs,
  callback: 2 * hourMs,
  reply: 0,
};

/**
 * The last moment at which this step still keeps the outer promise, whatever its own limit says; `null` = without an outer deadline, or
 * for a step on which it does not depend. A short limit leaves the rest its share of it.
 */
export function lastMoment(ticket: Timed, step: ClockStep): number | null {
  const rest = restAfter[step];
  const dueAt = outerDueAt(ticket);
  if (dueAt === null || rest === undefined) return null;
  const whole = dueAt - ticket.openedAt;
  return dueAt - Math.min(rest, (whole * rest) / (2 * dayMs));
}
