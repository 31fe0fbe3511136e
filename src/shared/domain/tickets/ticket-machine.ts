import type { ErrorCode } from '../../error-codes.ts';
import type { CallId } from '../ids.ts';
import type { OfficeRules } from '../office/office-rules.ts';
import { findCategory } from '../office/categories.ts';
import { districtChoices } from '../office/places.ts';
import { type EventContext, courseEvent } from './course-event.ts';
import { changeNote, factLine, shanghaiTime } from './course-note.ts';
import { deadlineAfter } from './deadlines.ts';
import { carryOutStep, courseKindOf, workAfterClosing } from './carry-out.ts';
import type { StepOutcome } from './effect.ts';
import { type Actor, type FlowAnswer, type FlowStep, flowOf } from './flow.ts';
import { flowSubject } from './flow-subject.ts';
import { closeBars } from './flow-refusals.ts';
import { markUrged } from './hub-due.ts';
import { flagsMarked, markLines, marksOf, workMarked } from './marks.ts';
import { markAnswered } from './merged-tickets.ts';
import { startClock } from './step-clocks.ts';
import { type Marks, type StepAction, type TicketAction, actOf } from './ticket-action.ts';
import { type IntakeField, mergeIntake, withChanges } from './intake-merge.ts';
import type { TicketCommand } from './ticket-command.ts';
import { type CloseWay, type Deadline, type Intake, type Ticket, emptyIntake } from './ticket.ts';
import { noWork } from './ticket-work.ts';
import { urgencyOf } from './urgency.ts';

/** Facts from outside that a decision needs: time, who acts, how the number is looked up, a fresh event id. */
export interface DecisionContext extends EventContext {
  /** Of who acts, or brings in what a colleague can no longer send. */
  readonly role: Actor;
  /** Whose people act for a department may do so for tickets of that department alone. */
  readonly departmentId?: string;
  /** Lookup key of a number as it is typed (`CallerNumber.key`). */
  numberKeyOf(typed: string): string | null;
  /** By which limits are counted, and to whom a ticket may be given. */
  readonly rules: OfficeRules;
  /** Closing was asked for, and is not to be: the words are saved, and the course says why. */
  readonly notClosed?: ErrorCode;
}

export type TicketDecision =
  | { readonly kind: 'accepted'; readonly ticket: Ticket }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      /** Missing (`ticket.fieldsMissing`), or changed by somebody else since the form was opened (`ticket.conflict`). */
      readonly fields: readonly IntakeField[];
    };

/**
 * Decides one command against the ticket as it is (`null` = it does not exist yet: an intake from a call opens it). Desk and
 * hub run the same code. Where an action is possible and where it leads stands in `flow.ts`.
 *
 * Fields that the command does not change follow the ticket; one that was changed on both sides is a conflict. Who closes
 * must have seen everything: there, whatever was changed meanwhile is one.
 */
export function decideTicket(
  ticket: Ticket | null,
  command: TicketCommand,
  context: DecisionContext,
): TicketDecision {
  const { action, base } = command;
  const { merged, clashes, followed } = mergedIntake(ticket, command);
  const answer = flowOf(flowSubject(ticket, merged), actOf(action), context.role);
  if (answer.kind === 'refused') return { ...answer, fields: [] };
  if (context.role === 'department' && !isOfDepartment(ticket, context.departmentId))
    return { kind: 'refused', code: 'hub.forbidden', fields: [] };
  // What this desk has seen and the hub has not is not to be built upon (ADR 0157).
  if (ticket !== null && (base?.revision ?? 0) > ticket.revision)
    return { kind: 'refused', code: 'ticket.conflict', fields: [] };
  const unseen = action.kind === 'close' ? [...clashes, ...followed] : clashes;
  if (unseen.length > 0) return { kind: 'refused', code: 'ticket.conflict', fields: unseen };
  const missing = action.kind === 'close' ? missingForClose(merged, action.closeAs) : [];
  if (missing.length > 0) return { kind: 'refused', code: 'ticket.fieldsMissing', fields: missing };
  const saved = save(ticket ?? openTicket(command, context), { command, merged, context });
  const dated = {
    ...saved,
    deadline: deadlineAfter(ticket, saved, context.rules),
  };
  const traced = ticket
    ? withTrace(ticket, dated, { action, context })
    : withOpening(dated, marksOf(action), context);
  return whenAnswered(
    ticket,
    carryOut(traced, { action, answer, context, callId: command.call?.callId ?? null }),
    context,
  );
}

/** Whoever was merged into a ticket that is answered now is to be answered as well. */
function whenAnswered(
  before: Ticket | null,
  decision: TicketDecision,
  { at }: DecisionContext,
): TicketDecision {
  if (decision.kind === 'refused' || before?.state === decision.ticket.state) return decision;
  return { ...decision, ticket: markAnswered(decision.ticket, at) };
}

/** Leading or assisting. */
function isOfDepartment(ticket: Ticket | null, departmentId: string | undefined): boolean {
  const { leadId, assistIds = [] } = ticket?.work?.assignment ?? {};
  return departmentId !== undefined && [leadId, ...assistIds].includes(departmentId);
}

/**
 * As `decideTicket`, for a command that a desk has carried out already. A desk of an older release, or one that has not heard
 * of an assignment yet, may have closed what the flow does not let be closed: its words are saved (and the ticket opened, if it
 * is new), it stays open, and course and `notClosed` say why. ADR 0211.
 */
export function decideSent(
  ticket: Ticket | null,
  command: TicketCommand,
  context: DecisionContext,
): { readonly decision: TicketDecision; readonly notClosed?: ErrorCode } {
  const decision = decideTicket(ticket, command, context);
  const { action } = command;
  if (decision.kind === 'accepted' || action.kind !== 'close' || !closeBars.has(decision.code))
    return { decision };
  const notClosed = decision.code;
  const saving: TicketCommand = { ...command, action: { kind: 'edit', changes: action.changes } };
  return { decision: decideTicket(ticket, saving, { ...context, notClosed }), notClosed };
}

/** Over a ticket that this form has not been opened on, it can only fill what is empty. */
function mergedIntake(ticket: Ticket | null, { base, action }: TicketCommand) {
  const from = base?.intake ?? emptyIntake;
  const mine = 'changes' in action ? withChanges(from, action.changes) : from;
  return mergeIntake(from, mine, ticket ?? from);
}

interface Step {
  readonly action: TicketAction;
  readonly answer: Extract<FlowAnswer, { readonly kind: 'possible' }>;
  readonly context: DecisionContext;
  /** In which it is done. */
  readonly callId: CallId | null;
}

/** What the action does beyond the words of the form. */
function carryOut(ticket: Ticket, { action, answer, context, callId }: Step): TicketDecision {
  const moved = { ...ticket, state: answer.next };
  if (action.kind === 'edit')
    return { kind: 'accepted', ticket: withClocks(moved, answer.step, context) };
  if (action.kind === 'close')
    return { kind: 'accepted', ticket: close(moved, action.closeAs, context) };
  if (action.kind !== 'urge') return takeStep(ticket, { action, answer, context, callId });
  const course = [
    ...ticket.course,
    courseEvent('urged', factLine('reason', action.reason), context),
  ];
  const work = context.role === 'hub' ? markUrged(ticket.work, context.at) : ticket.work;
  return {
    kind: 'accepted',
    ticket: { ...moved, ...(work && { work }), urgedCount: ticket.urgedCount + 1, course },
  };
}

/** A demand that was taken down is to be handed over, or answered, within its limit. */
function withClocks(ticket: Ticket, { starts = [] }: FlowStep, context: DecisionContext): Ticket {
  if (starts.length === 0) return ticket;
  const { at, rules } = context;
  const clocks = starts.map((step) => startClock(ticket, { step, startedAt: at, rules }));
  const work = ticket.work ?? noWork;
  return { ...ticket, work: { ...work, clocks: [...work.clocks, ...clocks] } };
}

function takeStep(
  ticket: Ticket,
  { action, answer, context, callId }: Step & { readonly action: StepAction },
): TicketDecision {
  const { at, workNo, role, departmentId, rules } = context;
  const outcome: StepOutcome = carryOutStep(ticket, action, {
    ...answer,
    context: { at, workNo, rules, actor: role, departmentId: departmentId ?? null, callId },
  });
  if (outcome.kind === 'refused') return { ...outcome, fields: [] };
  const kind = courseKindOf(action.kind);
  const line = { ...courseEvent(kind, outcome.lines.join('\n'), context), act: action.kind };
  return {
    kind: 'accepted',
    ticket: { ...outcome.ticket, course: [...outcome.ticket.course, line] },
  };
}

/** Fields that closing still needs, in the order in which the form shows them. */
export function missingForClose(intake: Intake, closeAs: CloseWay): IntakeField[] {
  const missing: IntakeField[] = [];
  if (intake.kind === null) missing.push('kind');
  if (intake.categoryCode === null || findCategory(intake.categoryCode) === null)
    missing.push('categoryCode');
  if (intake.district === null || !districtChoices.includes(intake.district))
    missing.push('district');
  if (intake.address.trim() === '') missing.push('address');
  if (intake.content.trim() === '') missing.push('content');
  if (intake.answer.trim() === '') missing.push('answer');
  // A direct answer is given from the knowledge base (domain document 4.2, transition 2).
  if (closeAs === 'directAnswer' && intake.citations.length === 0) missing.push('citations');
  return missing;
}

/** Still without its words, and what follows from them. */
function openTicket({ ticketId, ticketNo, call }: TicketCommand, context: DecisionContext): Ticket {
  return {
    ...emptyIntake,
    ticketId,
    ticketNo,
    source: call === null ? 'other' : 'phone',
    state: 'screening',
    flags: [],
    numberKey: null,
    handler: `工号 ${context.workNo}`,
    urgedCount: 0,
    deadline: null,
    openedAt: context.at,
    updatedAt: context.at,
    closedAt: null,
    closedAs: null,
    closedByWorkNo: null,
    callbackOwed: false,
    satisfaction: null,
    callIds: [],
    recordingIds: [],
    course: [],
    revision: 0,
  };
}

interface Saving {
  readonly command: TicketCommand;
  readonly merged: Intake;
  readonly context: DecisionContext;
}

function save(ticket: Ticket, { command: { call, action }, merged, context }: Saving): Ticket {
  const marks = marksOf(action);
  const work = workMarked(ticket, marks, context);
  return {
    ...ticket,
    ...merged,
    ...(work && { work }),
    flags: flagsMarked(ticket, merged.categoryCode, marks),
    numberKey: keyOf(ticket, merged, context),
    callIds: call ? union(ticket.callIds, call.callId) : ticket.callIds,
    recordingIds: call?.recordingId
      ? union(ticket.recordingIds, call.recordingId)
      : ticket.recordingIds,
    updatedAt: context.at,
    revision: ticket.revision + 1,
  };
}

function withOpening(saved: Ticket, marks: Marks, context: DecisionContext): Ticket {
  const told = [
    ...markLines(null, marks),
    ...deadlineLines(null, saved.deadline),
    ...notClosedLines(context),
  ];
  return { ...saved, course: [courseEvent('opened', told.join('\n'), context)] };
}

/** Nothing changes without a line that says who changed what. */
function withTrace(
  before: Ticket,
  saved: Ticket,
  { action, context }: Pick<Step, 'action' | 'context'>,
): Ticket {
  const changed = changeNote(before, saved);
  const follows = [
    ...markLines(before, marksOf(action)),
    ...urgencyLines(before, saved),
    ...deadlineLines(before.deadline, saved.deadline),
    ...notClosedLines(context),
  ];
  const note = [changed, ...follows].filter((line) => line !== '').join('\n');
  const linked = saved.callIds.length > before.callIds.length;
  // A save that changes nothing is told as well: an `edited` without a change.
  const edited = note !== '' || (action.kind === 'edit' && !linked);
  return {
    ...saved,
    course: [
      ...saved.course,
      ...(edited ? [courseEvent('edited', note, context)] : []),
      ...(linked ? [courseEvent('callLinked', '', context)] : []),
    ],
  };
}

/** 紧急 went with the category. */
function urgencyLines(before: Ticket, now: Ticket): string[] {
  if (urgencyOf(before) === urgencyOf(now)) return [];
  return [factLine('urgent', urgencyOf(now) === 'urgent' ? 'on' : 'off')];
}

/** A deadline is told with the rule that made it. */
function deadlineLines(before: Deadline | null, now: Deadline | null): string[] {
  if (now === null || (before?.dueAt === now.dueAt && before.rule === now.rule)) return [];
  return [factLine('dueAt', `${shanghaiTime(now.dueAt)} ${now.rule}`)];
}

function notClosedLines({ notClosed }: DecisionContext): string[] {
  return notClosed === undefined ? [] : [factLine('notClosed', notClosed)];
}

/** A key that belongs to a number which is no longer the citizen's would show the ticket to somebody else's call. */
function keyOf(
  ticket: Ticket,
  { requesterNumber }: Intake,
  { numberKeyOf }: DecisionContext,
): string | null {
  const key = numberKeyOf(requesterNumber);
  return requesterNumber === ticket.requesterNumber ? (key ?? ticket.numberKey) : key;
}

function close(ticket: Ticket, closeAs: CloseWay, context: DecisionContext): Ticket {
  const closedAt = context.heard?.receivedAt ?? context.at;
  const callbackOwed = closeAs === 'selfHandled';
  const work = workAfterClosing({ ...ticket, callbackOwed }, context);
  return {
    ...ticket,
    ...(work && { work }),
    updatedAt: closedAt,
    closedAt,
    closedAs: closeAs,
    closedByWorkNo: context.workNo,
    callbackOwed,
    course: [...ticket.course, courseEvent('closed', factLine('closeAs', closeAs), context)],
  };
}

function union(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list : [...list, value];
}
