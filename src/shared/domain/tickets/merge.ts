import type { ErrorCode } from '../../error-codes.ts';
import type { TicketId } from '../ids.ts';
import type { OfficeRules } from '../office/office-rules.ts';
import { type EventContext, stepEvent } from './course-event.ts';
import { facts } from './effect.ts';
import type { FlowAct } from './flow-acts.ts';
import { flowSubject } from './flow-subject.ts';
import { type Actor, flowOf } from './flow.ts';
import { firstDueOf, followersOf } from './merged-tickets.ts';
import { isConfidential, maySayIn } from './ticket-audience.ts';
import { hastenClocks, startClock, stopClocks } from './step-clocks.ts';
import type { Ticket } from './ticket.ts';
import {
  type ClockStep,
  type MergedTicket,
  clockSteps,
  mergeableStates,
  noWork,
} from './ticket-work.ts';
import { urgencyOf } from './urgency.ts';

/** 并单 and 拆单: decisions about a main ticket and many others at once. ADR 0243. */
export const mergeActs = ['merge', 'split'] as const;
export type MergeAct = (typeof mergeActs)[number];

/** Most tickets in one act, and most that an agent may merge without the lead. */
export const mostMerged = 500;
const mostByAgent = 50;

export interface MergeOrder {
  readonly act: MergeAct;
  readonly mainId: TicketId;
  readonly otherIds: readonly TicketId[];
  /** Why they are one matter, or are not. */
  readonly reason: string;
}

/** One that is left as it is, and why. */
export interface Skipped {
  readonly ticketId: TicketId;
  readonly code: ErrorCode;
}

export interface MergeContext extends EventContext {
  readonly role: Actor;
}

/** The tickets as they are now; `null` = there is none of this id. */
export interface MergeOf {
  readonly main: Ticket | null;
  readonly others: readonly (readonly [ticketId: TicketId, ticket: Ticket | null])[];
}

export type MergeDecision =
  | {
      readonly kind: 'accepted';
      readonly main: Ticket;
      /** Each of them changed. */
      readonly others: readonly Ticket[];
      readonly skipped: readonly Skipped[];
    }
  /** Nothing changes: the main ticket cannot, or none of the others can. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly skipped: readonly Skipped[] };

/**
 * Decides an order against the tickets as they are. What cannot be merged or split off is skipped with its reason, and the rest goes
 * on. Pure; desks show with it what will happen, the hub does it.
 */
export function decideMerge(order: MergeOrder, of: MergeOf, context: MergeContext): MergeDecision {
  const { main } = of;
  const refuse = (code: ErrorCode, skipped: readonly Skipped[] = []): MergeDecision => ({
    kind: 'refused',
    code,
    skipped,
  });
  if (main === null) return refuse('ticket.notFound');
  const bar = mainBar(order.act, main, context.role);
  if (bar !== null) return refuse(bar);
  const { fit, skipped } = sorted(order, of, context.role);
  const [first] = skipped;
  if (fit.length === 0) return refuse(first?.code ?? 'ticket.notFound', skipped);
  if (order.act === 'merge' && fit.length > mostByAgent && context.role === 'agent')
    return refuse('ticket.mergeMany', skipped);
  const doing = { reason: order.reason, context };
  return order.act === 'merge'
    ? {
        kind: 'accepted',
        main: absorbing(main, fit, doing),
        others: fit.map((other) => merged(other, main, doing)),
        skipped,
      }
    : {
        kind: 'accepted',
        main: splitting(main, fit, doing),
        others: fit.map((other) => splitOff(other, doing)),
        skipped,
      };
}

/** Each ticket once, in the order asked for. */
function sorted({ act }: MergeOrder, { main, others }: MergeOf, role: Actor) {
  const fit: Ticket[] = [];
  const skipped: Skipped[] = [];
  for (const [ticketId, ticket] of new Map(others)) {
    const code =
      main && (ticket ? otherBar(act, { main, other: ticket, role }) : 'ticket.notFound');
    if (code === null && ticket) fit.push(ticket);
    else skipped.push({ ticketId, code: code ?? 'ticket.notFound' });
  }
  return { fit, skipped };
}

/** Why nothing can be merged into this ticket, or split off it; `null` = it can. */
function mainBar(act: MergeAct, main: Ticket, role: Actor): ErrorCode | null {
  return barOf(act === 'merge' ? 'absorb' : 'splitOff', main, role);
}

/** Why this ticket cannot be merged into that one, or split off it; `null` = it can. */
function otherBar(
  act: MergeAct,
  { main, other, role }: { readonly main: Ticket; readonly other: Ticket; readonly role: Actor },
): ErrorCode | null {
  if (act === 'split') {
    const { mergedInto } = other.work ?? {};
    if (mergedInto?.ticketId !== main.ticketId) return 'ticket.notMergedHere';
    // Once its main ticket has been answered, its own course goes on, and may be taken up again (退回重办).
    return mergedInto.answeredAt === undefined
      ? barOf('split', other, role)
      : 'ticket.mainAnswered';
  }
  if (other.ticketId === main.ticketId) return 'ticket.mergeSelf';
  const bar = barOf('merge', other, role);
  if (bar !== null) return bar;
  // Not the lead's to decide either: number, reason and reply of one would stand in the course of the other.
  if (isConfidential(other) !== isConfidential(main)) return 'ticket.mergeConfidential';
  // What is urgent is handled by the pace of its main ticket.
  return urgencyOf(other) === 'urgent' && urgencyOf(main) !== 'urgent'
    ? 'ticket.mergeUrgent'
    : null;
}

function barOf(act: FlowAct, ticket: Ticket, role: Actor): ErrorCode | null {
  const answer = flowOf(flowSubject(ticket, ticket), act, role);
  return answer.kind === 'refused' ? answer.code : null;
}

interface Doing {
  readonly reason: string;
  readonly context: MergeContext;
}

function changed(
  ticket: Ticket,
  {
    act,
    context,
    ...change
  }: {
    readonly act: FlowAct;
    readonly context: EventContext;
    readonly ticket: Partial<Ticket>;
    readonly lines: readonly string[];
  },
): Ticket {
  return {
    ...ticket,
    ...change.ticket,
    updatedAt: context.at,
    revision: ticket.revision + 1,
    course: [...ticket.course, stepEvent(act, change.lines, context)],
  };
}

const numbersOf = (tickets: readonly Ticket[]) => ({
  count: String(tickets.length),
  numbers: tickets.map(({ ticketNo }) => ticketNo).join('、'),
});

function absorbing(main: Ticket, others: readonly Ticket[], { reason, context }: Doing): Ticket {
  const { at, workNo: byWorkNo } = context;
  const added = others.map(({ ticketId, ticketNo, deadline, work }): MergedTicket => ({
    ticketId,
    ticketNo,
    ...(work?.city ? { cityNo: work.city.cityNo } : {}),
    ...(deadline === null ? {} : { dueAt: deadline.dueAt }),
    at,
    byWorkNo,
  }));
  const work = {
    ...(main.work ?? noWork),
    ...firstDueOf([...(main.work?.merged ?? []), ...added]),
  };
  const clocks = hastenClocks({ ...main, work }, at);
  const lines = facts({ ...numbersOf(others), reason });
  return changed(main, { act: 'absorb', context, ticket: { work: { ...work, clocks } }, lines });
}

/** An application of a department is still to be judged. */
const stopped: readonly ClockStep[] = clockSteps.filter((step) => step !== 'application');

function merged(other: Ticket, main: Ticket, { reason, context }: Doing): Ticket {
  const { at, workNo: byWorkNo } = context;
  const work = other.work ?? noWork;
  const isRunning = ({ step, stoppedAt }: (typeof work.clocks)[number]) =>
    stoppedAt === undefined && stopped.includes(step);
  const mergedInto = {
    ticketId: main.ticketId,
    ticketNo: main.ticketNo,
    at,
    byWorkNo,
    reason,
    stateBefore: mergeableStates.find((state) => state === other.state) ?? 'screening',
    clocksBefore: work.clocks.filter(isRunning),
  };
  return changed(other, {
    act: 'merge',
    context,
    ticket: {
      state: 'merged',
      work: { ...work, mergedInto, clocks: stopClocks(work, stopped, at) },
    },
    lines: facts({ into: main.ticketNo, reason }),
  });
}

function splitting(main: Ticket, others: readonly Ticket[], { reason, context }: Doing): Ticket {
  const ids = new Set(others.map(({ ticketId }) => ticketId));
  const work = main.work ?? noWork;
  const following = new Set(followersOf(work));
  const now = (work.merged ?? []).map((one) =>
    following.has(one) && ids.has(one.ticketId) ? { ...one, splitAt: context.at } : one,
  );
  return changed(main, {
    act: 'splitOff',
    context,
    ticket: { work: { ...work, ...firstDueOf(now) } },
    lines: facts({ ...numbersOf(others), reason }),
  });
}

/** As it stood: the limits that ran then run on to the same instants, nothing is prolonged. */
function splitOff(other: Ticket, { reason, context }: Doing): Ticket {
  const { mergedInto, ...work } = other.work ?? noWork;
  return changed(other, {
    act: 'split',
    context,
    ticket: {
      state: mergedInto?.stateBefore ?? 'screening',
      work: { ...work, clocks: [...work.clocks, ...(mergedInto?.clocksBefore ?? [])] },
    },
    lines: facts({ into: mergedInto?.ticketNo ?? '', reason }),
  });
}

/**
 * Of a ticket whose main ticket has been answered: it is to be answered for itself, under its own number, and its caller called back.
 * The reply of the main ticket is offered for it, and what its department has reported counts for it, unless that is confidential and it is not.
 * `null` = it does not follow it.
 */
export function afterMainAnswered(
  other: Ticket,
  main: Ticket,
  { rules, ...context }: EventContext & { readonly rules: OfficeRules },
): Ticket | null {
  const { mergedInto } = other.work ?? {};
  const answer = flowOf(flowSubject(other, other), 'mainAnswered', 'hub');
  if (!other.work || mergedInto?.ticketId !== main.ticketId || answer.kind === 'refused')
    return null;
  const isOpenly = maySayIn(main, other);
  const result = isOpenly ? main.work?.results.at(-1) : undefined;
  const reply = isOpenly ? { reply: main.work?.reply?.text ?? main.answer } : {};
  const { at } = context;
  const work = {
    ...other.work,
    results: [...other.work.results, ...(result ? [result] : [])],
    mergedInto: { ...mergedInto, answeredAt: at, ...reply },
  };
  const started = (answer.step.starts ?? []).map((step) =>
    startClock({ ...other, work }, { step, startedAt: at, rules }),
  );
  return changed(other, {
    act: 'mainAnswered',
    context,
    ticket: {
      state: answer.next,
      callbackOwed: true,
      work: { ...work, clocks: [...work.clocks, ...started] },
    },
    lines: facts({ into: main.ticketNo }),
  });
}
