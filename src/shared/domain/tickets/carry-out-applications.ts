import type { ErrorCode } from '../../error-codes.ts';
import { addWorkingDays } from '../office/calendar.ts';
import { type Effect, type EffectOf, type Effects, facts } from './effect.ts';
import { stopClocks } from './step-clocks.ts';
import type { Application, ApplicationState, ApplicationWords, StepClock } from './ticket-work.ts';

/** 退件 within two working days of the dispatch; 延期 by ten at most, once, before the limit is over (domain document 4.3). */
const returnDays = 2;
const longestExtensionDays = 10;

/** What stands against an application of this kind just now. */
function barOf(
  { work, context: { at, rules } }: EffectOf,
  asked: ApplicationWords,
): ErrorCode | null {
  const others = work.applications.filter(({ what }) => what === asked.what);
  if (others.some(({ isGranted, state }) => isGranted === undefined && state !== 'refused'))
    return 'ticket.applicationOpen';
  const assignedAt = work.assignment?.at ?? at;
  if (asked.what === 'return') {
    if (work.returnLocked || work.city?.appointed) return 'ticket.returnLocked';
    return at > addWorkingDays(rules.calendar, assignedAt, returnDays).at
      ? 'ticket.applicationLate'
      : null;
  }
  if (asked.what !== 'extend') return null;
  const limit = resultClock(work.clocks);
  if (limit === null || at > limit.dueAt) return 'ticket.applicationLate';
  if (others.some(({ isGranted }) => isGranted === true)) return 'ticket.applicationTwice';
  const isWithin =
    asked.newDueAt !== null &&
    asked.newDueAt > limit.dueAt &&
    asked.newDueAt <= addWorkingDays(rules.calendar, limit.dueAt, longestExtensionDays).at;
  return isWithin ? null : 'ticket.extensionTooLong';
}

function resultClock(clocks: readonly StepClock[]): StepClock | null {
  return (
    clocks.findLast(({ step, stoppedAt }) => step === 'result' && stoppedAt === undefined) ?? null
  );
}

/** One application moved on; `null` = it is not in one of `from`. */
function moved(
  { work, context: { at, workNo } }: EffectOf,
  applicationId: string,
  move: {
    readonly from: readonly ApplicationState[];
    readonly to: (application: Application) => Partial<Application> & { state: ApplicationState };
    readonly words: string;
  },
): { readonly applications: readonly Application[]; readonly now: Application } | null {
  const known = work.applications.find((one) => one.applicationId === applicationId);
  if (!known || !move.from.includes(known.state)) return null;
  const change = move.to(known);
  const step = { state: change.state, at, byWorkNo: workNo, words: move.words };
  const now = { ...known, ...change, steps: [...known.steps, step] };
  return {
    now,
    applications: work.applications.map((one) => (one === known ? now : one)),
  };
}

const told = ({ what }: Application, agrees: boolean, words: string) =>
  facts({ application: what, agrees: agrees ? 'yes' : 'no', words });

/** What a granted application changes, once it has been explained. An extension is a new instant, never a pause. */
function granted({ work, context: { at } }: EffectOf, { what, newDueAt }: Application): Effect {
  const limit = resultClock(work.clocks);
  if (what === 'extend' && newDueAt !== null && limit) {
    const clocks = stopClocks(work, ['result'], at);
    return { work: { clocks: [...clocks, { ...limit, dueAt: newDueAt, ruleId: 'extension' }] } };
  }
  return what === 'rework' ? { work: { reworks: work.reworks + 1 } } : {};
}

/** The applications of departments (domain document 4.3): several may be open at once; none ever stops the outer clock. */
export const applicationEffects: Effects = {
  apply: (of, { kind: _kind, applicationId, ...words }) => {
    const bar = barOf(of, words);
    if (bar) return bar;
    const { work, context } = of;
    if (work.applications.some((one) => one.applicationId === applicationId)) return {};
    const { at, workNo: byWorkNo, departmentId } = context;
    const application: Application = {
      ...words,
      applicationId,
      state: 'submitted',
      at,
      byWorkNo,
      departmentId: departmentId ?? work.assignment?.leadId ?? '',
      steps: [],
    };
    return {
      work: { applications: [...work.applications, application] },
      lines: facts({ application: words.what, words: words.reason, basis: words.basis }),
    };
  },
  judgeApplication: (of, { applicationId, agrees, words }) => {
    const done = moved(of, applicationId, {
      from: ['submitted'],
      to: () => (agrees ? { state: 'agreed' } : { state: 'refused', isGranted: false }),
      words,
    });
    if (!done) return 'ticket.applicationNotNow';
    const { applications, now } = done;
    // Another one that is still open keeps its own.
    const clocks = of.work.clocks.map((clock) =>
      clock.step === 'application' && clock.startedAt === now.at
        ? { ...clock, stoppedAt: clock.stoppedAt ?? of.context.at }
        : clock,
    );
    return { work: { applications, clocks }, lines: told(now, agrees, words) };
  },
  confirmApplication: (of, { applicationId, agrees, words }) => {
    const toCity = of.ticket.source === 'cityPlatform';
    const done = moved(of, applicationId, {
      from: ['agreed'],
      to: () => {
        if (!agrees) return { state: 'refused', isGranted: false };
        return toCity ? { state: 'atCity' } : { state: 'answered', isGranted: true };
      },
      words,
    });
    if (!done) return 'ticket.applicationNotNow';
    return { work: { applications: done.applications }, lines: told(done.now, agrees, words) };
  },
  cityAnswered: (of, { applicationId, agrees, words, dueAt }) => {
    const done = moved(of, applicationId, {
      from: ['atCity'],
      to: () => ({ state: 'answered', isGranted: agrees }),
      words,
    });
    if (!done) return 'ticket.applicationNotNow';
    return {
      ...(dueAt === null ? {} : { ticket: { deadline: { dueAt, rule: '市级平台批准的时限' } } }),
      work: { applications: done.applications },
      lines: told(done.now, agrees, words),
    };
  },
  explainApplication: (of, { applicationId, words, rule }) => {
    const done = moved(of, applicationId, {
      from: ['answered'],
      to: () => ({ state: 'explained' }),
      words: `${words}（${rule}）`,
    });
    if (!done) return 'ticket.applicationNotNow';
    const { applications, now } = done;
    const effect = now.isGranted ? granted(of, now) : {};
    return {
      ...effect,
      work: { ...effect.work, applications },
      lines: facts({ application: now.what, words, rule }),
    };
  },
};
