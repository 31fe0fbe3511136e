import type { ErrorCode } from '../../error-codes.ts';
import { assigned, proposed } from './carry-out-assignment.ts';
import { applicationEffects } from './carry-out-applications.ts';
import { attachmentEffects } from './carry-out-attachments.ts';
import { replyEffects } from './carry-out-reply.ts';
import {
  type ActionsByKind,
  type Effect,
  type EffectOf,
  type Effects,
  type StepContext,
  type StepOutcome,
  facts,
} from './effect.ts';
import type { FlowAct } from './flow-acts.ts';
import type { FlowStep } from './flow.ts';
import { startClock, stopClocks } from './step-clocks.ts';
import type { StepAction } from './ticket-action.ts';
import { type CourseKind, type Ticket, type TicketState, isOpen } from './ticket.ts';
import {
  type CallbackTry,
  type CallbackWords,
  type ClockStep,
  type TicketWork,
  noWork,
} from './ticket-work.ts';

const decided = (
  { work, context: { at, workNo } }: EffectOf,
  act: FlowAct,
  { decidedBy, authority }: { readonly decidedBy: string; readonly authority: string },
) => [...work.decisions, { act, at, decidedBy, authority, typedByWorkNo: workNo }];

/** An agent alone acts on the word of somebody who may decide, and says whose (4.2, transition 14). */
const isUnsaid = ({ context: { actor } }: EffectOf, decidedBy: string) =>
  actor === 'agent' && decidedBy === '';

/** Tries at different times on two days, then the citizen is told in writing (domain document 4.4). */
const triesEnough = 3;
const dayMs = 24 * 3_600_000;

/** Has the call-back come to its end with this try? */
function isCallbackDone(tries: readonly Pick<CallbackTry, 'contact' | 'at'>[]): boolean {
  const last = tries.at(-1);
  if (!last) return false;
  if (last.contact !== 'noAnswer') return true;
  const failed = tries.filter(({ contact }) => contact === 'noAnswer');
  const localDays = new Set(failed.map(({ at }) => Math.floor((at + dayMs / 3) / dayMs)));
  return failed.length >= triesEnough && localDays.size >= 2;
}

function calledBack(of: EffectOf, words: CallbackWords): Effect | ErrorCode {
  const { ticket, work, context } = of;
  const { contact, solved, satisfaction, note } = words;
  const isReached = contact === 'reached';
  if (isReached && (solved === null || satisfaction === null)) return 'ticket.callbackIncomplete';
  const { at, workNo: byWorkNo, callId } = context;
  const told = isReached ? { solved, satisfaction } : { solved: null, satisfaction: null };
  const callbacks = [...work.callbacks, { contact, note, ...told, at, byWorkNo, callId }];
  const isDone = isCallbackDone(callbacks);
  return {
    ticket: {
      ...(isReached ? { satisfaction } : {}),
      callbackOwed: ticket.callbackOwed && !isDone,
    },
    work: { callbacks, ...(isDone ? { clocks: stopClocks(work, ['callback'], at) } : {}) },
    ...(isDone || ticket.state !== 'awaitingCallback' ? {} : { next: 'awaitingCallback' as const }),
    lines: facts({
      contact,
      solved: told.solved ?? '',
      satisfaction: told.satisfaction === null ? '' : String(told.satisfaction),
      words: note,
    }),
  };
}

const notClosed: Partial<Ticket> = {
  closedAt: null,
  closedAs: null,
  closedByWorkNo: null,
  callbackOwed: false,
};

/** Back to the department that had it; one that the desk has answered itself goes back to the desk. */
function handledAgain({ work, context: { at } }: EffectOf, reason: string): Effect {
  return {
    ticket: notClosed,
    work: { reworks: work.reworks + 1, clocks: stopClocks(work, 'all', at) },
    ...(work.assignment ? {} : { next: 'screening' as const }),
    lines: facts({ reason }),
  };
}

const over = ({ context: { at, workNo } }: EffectOf): Partial<Ticket> => ({
  closedAt: at,
  closedByWorkNo: workNo,
});

/** Who has written it, and for which department. */
const traceOf = ({ at, workNo, departmentId }: StepContext) => ({
  at,
  byWorkNo: workNo,
  ...(departmentId === null ? {} : { departmentId }),
});

/** What each step of the course does; what is not named changes state and clocks alone. */
const effects: Effects = {
  ...applicationEffects,
  ...attachmentEffects,
  ...replyEffects,
  notAccept: (of, { ground, reason, channelTold }) => ({
    ticket: of.ticket.source === 'cityPlatform' ? {} : over(of),
    lines: facts({ ground, words: reason, channelTold }),
  }),
  askReturn: ({ context: { at, workNo: byWorkNo } }, { reason, suggestedOwner }) => ({
    work: { cityReturn: { state: 'asked', reason, suggestedOwner, at, byWorkNo, words: '' } },
    lines: facts({ words: reason, owner: suggestedOwner }),
  }),
  sendReturn: ({ work }) => ({
    work: { cityReturn: work.cityReturn && { ...work.cityReturn, state: 'sent' } },
  }),
  keepReturn: ({ work }, { reason: words }) => ({
    work: { cityReturn: work.cityReturn && { ...work.cityReturn, state: 'kept', words } },
    lines: facts({ words }),
  }),
  cityReturned: (of, { isAccepted, words }) => {
    const { cityReturn } = of.work;
    const state = isAccepted ? 'accepted' : 'refused';
    return {
      ...(isAccepted ? { ticket: over(of) } : { next: 'screening' as const }),
      work: {
        cityReturn: cityReturn && { ...cityReturn, state, words },
        // What the city has once refused to take back is ours.
        ...(isAccepted ? {} : { returnLocked: true as const }),
      },
      lines: facts({ agrees: isAccepted ? 'yes' : 'no', words }),
    };
  },
  assign: (of, action) => {
    const outcome = assigned(of, action);
    if (typeof outcome === 'string') return outcome;
    const { decidedBy, authority } = action;
    return {
      ...outcome,
      work: { ...outcome.work, decisions: decided(of, 'assign', action) },
      lines: [...(outcome.lines ?? []), ...facts({ decidedBy, authority })],
    };
  },
  reassign: (of, action) => {
    const outcome = assigned(of, action);
    if (typeof outcome === 'string') return outcome;
    return { ...outcome, lines: [...(outcome.lines ?? []), ...facts({ reason: action.reason })] };
  },
  propose: proposed,
  approve: (of, { decidedBy, authority }) => {
    const { proposal } = of.work;
    if (!proposal) return 'ticket.departmentMissing';
    // What has become urgent meanwhile waits for nobody, as if it were assigned now.
    const isUrgent = of.ticket.flags.includes('urgent');
    if (!isUrgent && isUnsaid(of, decidedBy)) return 'ticket.decisionMissing';
    const outcome = assigned(of, proposal);
    if (typeof outcome === 'string') return outcome;
    return {
      ...outcome,
      work: { ...outcome.work, decisions: decided(of, 'approve', { decidedBy, authority }) },
      lines: [...(outcome.lines ?? []), ...facts({ decidedBy, authority })],
    };
  },
  sendBack: (_of, { reason }) => ({ work: { proposal: undefined }, lines: facts({ reason }) }),
  departmentSign: ({ work, context: { at } }) => ({
    work: { assignment: work.assignment && { ...work.assignment, signedAt: at } },
  }),
  firstContact: ({ work, context: { at } }, { isReached, note }) => ({
    work: {
      firstContactAt: work.firstContactAt ?? (isReached ? at : undefined),
      clocks: stopClocks(work, ['firstContact'], at),
    },
    lines: facts({ contact: isReached ? 'reached' : 'noAnswer', words: note }),
  }),
  supervise: ({ ticket, context: { at, workNo } }, { kind: _kind, ...named }) =>
    named.dueAt <= at
      ? 'ticket.dueInPast'
      : {
          ticket: { flags: [...new Set([...ticket.flags, 'supervised' as const])] },
          work: { supervision: { ...named, at, byWorkNo: workNo } },
          lines: facts({ level: named.level, owner: named.owner, reason: named.reason }),
        },
  escalate: ({ work, context: { at } }, { to, about }) => ({
    work: { escalations: [...(work.escalations ?? []), { to, about, at }] },
    lines: facts({ escalatedTo: to, late: about }),
  }),
  endSupervision: ({ ticket, work, context: { at } }, { reason }) =>
    work.supervision
      ? {
          ticket: { flags: ticket.flags.filter((flag) => flag !== 'supervised') },
          work: { supervision: { ...work.supervision, endedAt: at } },
          lines: facts({ reason }),
        }
      : 'ticket.stepNotNow',
  submitResult: ({ work, context }, { kind: _kind, ...words }) => ({
    work: { results: [...work.results, { ...words, ...traceOf(context) }] },
    lines: facts({ words: words.publicReply }),
  }),
  auditFail: ({ work }, { failed, reason }) => ({
    work: { auditFails: work.auditFails + 1 },
    lines: facts({ failed: failed.join(' '), reason }),
  }),
  callback: calledBack,
  rework: (of, { reason }) => handledAgain(of, reason),
  cityRework: (of, { reason, dueAt }) => {
    const again = handledAgain(of, reason);
    if (dueAt === null) return again;
    return {
      ...again,
      ticket: { ...again.ticket, deadline: { dueAt, rule: '市级平台退回重办的时限' } },
    };
  },
  // The city ends it; who has closed or answered it is somebody here.
  cityConfirmed: ({ ticket, work, context: { at } }) => ({
    ticket: {
      closedAt: at,
      closedByWorkNo: ticket.closedByWorkNo ?? work.reply?.byWorkNo ?? null,
    },
  }),
  cityRejected: (of, { reason }) => ({
    ...(of.work.assignment ? {} : { ticket: notClosed, next: 'awaitingReply' as const }),
    lines: facts({ reason }),
  }),
  withdraw: (of, { basis, words, decidedBy, authority }) => {
    if (basis === 'written' && isUnsaid(of, decidedBy)) return 'ticket.decisionMissing';
    return {
      ticket: of.ticket.source === 'cityPlatform' ? {} : over(of),
      work: { decisions: decided(of, 'withdraw', { decidedBy, authority }) },
      lines: facts({ basis, words, decidedBy, authority }),
    };
  },
  correct: (_of, { reason }) => ({ lines: facts({ words: reason }) }),
  message: ({ work, context }, { text }) => ({
    work: {
      messages: [
        ...work.messages,
        { ...traceOf(context), from: context.departmentId === null ? 'desk' : 'department', text },
      ],
    },
    lines: facts({ words: text }),
  }),
  answerCaller: ({ work, context: { at, workNo: byWorkNo, callId } }, { outcome, text }) => ({
    work: { answers: [...(work.answers ?? []), { outcome, text, at, byWorkNo, callId }] },
    lines: facts({ answered: outcome, words: text }),
  }),
  leaveIncident: ({ work }, { reason }) => ({
    work: { incident: undefined },
    lines: facts({ left: work.incident?.point ?? '', reason }),
  }),
};

/** A clock that stops with a step, beside those that a new department's replace. */
const stops: Partial<Readonly<Record<FlowAct, readonly ClockStep[] | 'all'>>> = {
  sign: ['signIn'],
  notAccept: 'all',
  sendReturn: ['cityReturn', 'signIn', 'assign'],
  keepReturn: ['cityReturn'],
  selfHandle: ['assign', 'cityReturn'],
  propose: ['assign', 'cityReturn'],
  sendBack: ['approve'],
  departmentSign: ['departmentSign'],
  submitResult: ['result', 'firstContact'],
  auditFail: ['audit'],
  auditPass: ['audit'],
  reply: 'all',
  withdraw: 'all',
};

/** How an older desk names the line. */
const courseKinds: Partial<Readonly<Record<FlowAct, CourseKind>>> = {
  assign: 'assigned',
  reassign: 'assigned',
  approve: 'assigned',
  submitResult: 'result',
  reply: 'replied',
  cityConfirmed: 'closed',
};

/** Under which kind of line a step is told. */
export function courseKindOf(act: FlowAct): CourseKind {
  return courseKinds[act] ?? 'note';
}

/** Carries out a step that the table allows. Pure; the same on desk and hub. */
export function carryOutStep(
  ticket: Ticket,
  action: StepAction,
  { next, step, context }: { next: TicketState; step: FlowStep; context: StepContext },
): StepOutcome {
  const work = ticket.work ?? noWork;
  const effect = effectOf(action.kind, { ticket, work, context }, action);
  if (typeof effect === 'string') return { kind: 'refused', code: effect };
  const state = effect.next ?? next;
  const moved = { ...ticket, ...effect.ticket, state, updatedAt: context.at };
  const changed = { ...work, ...effect.work };
  const stopped = stopClocks(changed, stopsOf(action.kind, ticket.state, state), context.at);
  const isOwing = state === 'closed' && ticket.state !== 'closed' && moved.callbackOwed;
  const starting = [...startsOf(step, ticket.state, state), ...(isOwing ? callbackOnly : [])];
  const started = starting.map((name) =>
    startClock(
      { ...moved, work: changed },
      { step: name, startedAt: context.at, rules: context.rules },
    ),
  );
  return {
    kind: 'done',
    ticket: { ...moved, work: { ...changed, clocks: [...stopped, ...started] } },
    lines: effect.lines ?? [],
  };
}

/** Of a ticket that a step leads elsewhere than the table's own way: its city, or what was said, decides. */
const startsIn: Partial<Readonly<Record<TicketState, readonly ClockStep[]>>> = {
  screening: ['assign'],
  awaitingReply: ['reply'],
};

function startsOf(step: FlowStep, from: TicketState, to: TicketState): readonly ClockStep[] {
  if (step.next === 'same' || step.next === to) return step.starts ?? [];
  // A step that leaves the ticket where it is, against the table, starts nothing.
  return from === to ? [] : (startsIn[to] ?? []);
}

/** What is due of a ticket that the desk has closed itself: the call-back, or the reply that its city is owed. */
export function workAfterClosing(
  ticket: Ticket,
  { at, rules }: Pick<StepContext, 'at' | 'rules'>,
): TicketWork | undefined {
  const starts =
    ticket.callbackOwed && !isOpen(ticket) ? callbackOnly : (startsIn[ticket.state] ?? []);
  if (!ticket.work && starts.length === 0) return undefined;
  const work = ticket.work ?? noWork;
  const started = starts.map((step) => startClock(ticket, { step, startedAt: at, rules }));
  return { ...work, clocks: [...stopClocks(work, 'all', at), ...started] };
}

const callbackOnly: readonly ClockStep[] = ['callback'];

function stopsOf(act: FlowAct, from: TicketState, to: TicketState): readonly ClockStep[] | 'all' {
  if (from === to && act === 'withdraw') return [];
  return stops[act] ?? [];
}

function effectOf<K extends StepAction['kind']>(
  kind: K,
  of: EffectOf,
  action: ActionsByKind[K],
): Effect | ErrorCode {
  return effects[kind]?.(of, action) ?? {};
}
