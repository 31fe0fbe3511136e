import { findCategory } from '../office/categories.ts';
import type { CallId, RecordingId, TicketId } from '../ids.ts';
import { isDistrict } from '../office/places.ts';
import { changeNote } from './ticket-changes.ts';
import { type CloseWay, type Intake, type Ticket, type TicketEvent, isOpen } from './ticket.ts';

/** What the desk may do to a ticket in this release. The same code decides on the desk and, again, on the hub. */
export type TicketCommand =
  | {
      readonly kind: 'save';
      readonly ticketId: TicketId;
      readonly ticketNo: string;
      readonly intake: Intake;
      readonly call: CallLink | null;
    }
  | {
      readonly kind: 'close';
      readonly ticketId: TicketId;
      readonly ticketNo: string;
      readonly intake: Intake;
      readonly call: CallLink | null;
      readonly closeAs: CloseWay;
    };

/** The call during which something was done, and its recording when there is one. */
export interface CallLink {
  readonly callId: CallId;
  readonly recordingId: RecordingId | null;
}

/** Facts from outside that a decision needs: time, who acts, how the number is looked up, a fresh event id. */
export interface DecisionContext {
  /** When it was done, as far as that is believed. */
  readonly at: number;
  /** At the hub only: when it heard of it, and when the desk says that it was. Closing is dated by the former. */
  readonly heard?: { readonly receivedAt: number; readonly saidAt: number };
  readonly workNo: string;
  /** Who brought in what `workNo` has typed and can no longer send. */
  readonly broughtInBy?: string;
  readonly numberKey: string | null;
  readonly eventId: string;
}

export type TicketDecision =
  | { readonly kind: 'accepted'; readonly ticket: Ticket }
  | {
      readonly kind: 'refused';
      readonly code: 'ticket.alreadyClosed';
      readonly missing: readonly [];
    }
  | {
      readonly kind: 'refused';
      readonly code: 'ticket.fieldsMissing';
      readonly missing: readonly MissingField[];
    };

export type MissingField =
  | 'kind'
  | 'categoryCode'
  | 'district'
  | 'address'
  | 'content'
  | 'answer'
  | 'citations';

/**
 * Decides one command against the ticket as it is (`null` = it does not exist yet: an intake from a call opens it).
 *
 * ```
 * (none) ── save ──► screening ── close ──► closed            own channels
 *                        ▲                └► awaitingReply    city platform: an answer to the city is still owed
 *                        └─ save (any open state keeps its state)
 * ```
 */
export function decideTicket(
  ticket: Ticket | null,
  command: TicketCommand,
  context: DecisionContext,
): TicketDecision {
  if (ticket !== null && (!isOpen(ticket) || ticket.closedAs !== null)) {
    return { kind: 'refused', code: 'ticket.alreadyClosed', missing: [] };
  }
  const saved =
    ticket === null
      ? save(openTicket(command, context), command, context)
      : withTrace(ticket, save(ticket, command, context), { command, context });
  if (command.kind === 'save') return { kind: 'accepted', ticket: saved };
  const missing = missingForClose(command.intake, command.closeAs);
  if (missing.length > 0) return { kind: 'refused', code: 'ticket.fieldsMissing', missing };
  return { kind: 'accepted', ticket: close(saved, command.closeAs, context) };
}

/** Fields that closing still needs, in the order in which the form shows them. */
export function missingForClose(intake: Intake, closeAs: CloseWay): MissingField[] {
  const missing: MissingField[] = [];
  if (intake.kind === null) missing.push('kind');
  if (intake.categoryCode === null || findCategory(intake.categoryCode) === null)
    missing.push('categoryCode');
  if (intake.district === null || !isDistrict(intake.district)) missing.push('district');
  if (intake.address.trim() === '') missing.push('address');
  if (intake.content.trim() === '') missing.push('content');
  if (intake.answer.trim() === '') missing.push('answer');
  // A direct answer is given from the knowledge base (domain document 4.2, transition 2).
  if (closeAs === 'directAnswer' && intake.citations.length === 0) missing.push('citations');
  return missing;
}

function openTicket(command: TicketCommand, context: DecisionContext): Ticket {
  const category = command.intake.categoryCode ? findCategory(command.intake.categoryCode) : null;
  return {
    ...command.intake,
    ticketId: command.ticketId,
    ticketNo: command.ticketNo,
    source: 'phone',
    state: 'screening',
    flags: category?.urgency === 'urgent' ? ['urgent'] : [],
    numberKey: context.numberKey,
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
    course: [event('opened', '来电登记', context)],
    revision: 0,
  };
}

function save(ticket: Ticket, command: TicketCommand, context: DecisionContext): Ticket {
  const { call } = command;
  return {
    ...ticket,
    ...command.intake,
    numberKey: keyOf(ticket, command, context),
    callIds: call ? union(ticket.callIds, call.callId) : ticket.callIds,
    recordingIds: call?.recordingId
      ? union(ticket.recordingIds, call.recordingId)
      : ticket.recordingIds,
    updatedAt: context.at,
    revision: ticket.revision + 1,
  };
}

/** Nothing changes without a line that says who changed what. */
function withTrace(
  before: Ticket,
  saved: Ticket,
  { command, context }: { command: TicketCommand; context: DecisionContext },
): Ticket {
  const note = changeNote(before, saved);
  const linked = saved.callIds.length > before.callIds.length;
  const events = [
    ...(note === '' ? [] : [event('edited', note, context)]),
    ...(linked ? [event('callLinked', '关联本次通话', context)] : []),
  ];
  if (events.length === 0 && command.kind === 'save')
    events.push(event('edited', '保存，内容无改动', context));
  return { ...saved, course: [...saved.course, ...events] };
}

/** A key that belongs to a number which is no longer the citizen's would show the ticket to somebody else's call. */
function keyOf(ticket: Ticket, { intake }: TicketCommand, context: DecisionContext): string | null {
  const isSame = intake.requesterNumber === ticket.requesterNumber;
  return isSame ? (context.numberKey ?? ticket.numberKey) : context.numberKey;
}

function close(ticket: Ticket, closeAs: CloseWay, context: DecisionContext): Ticket {
  const fromCity = ticket.source === 'cityPlatform';
  const closedAt = context.heard?.receivedAt ?? context.at;
  return {
    ...ticket,
    state: fromCity ? 'awaitingReply' : 'closed',
    updatedAt: closedAt,
    closedAt,
    closedAs: closeAs,
    closedByWorkNo: context.workNo,
    callbackOwed: closeAs === 'selfHandled',
    course: [
      ...ticket.course,
      event('closed', closeAs === 'directAnswer' ? '直接解答' : '自办件办结', context),
    ],
  };
}

function event(kind: TicketEvent['kind'], note: string, context: DecisionContext): TicketEvent {
  return {
    eventId: `${context.eventId}:${kind}`,
    at: context.at,
    byWorkNo: context.workNo,
    kind,
    note: note + broughtInNote(context) + timesNote(context),
  };
}

function broughtInNote({ broughtInBy }: DecisionContext): string {
  return broughtInBy === undefined ? '' : `（由工号 ${broughtInBy} 代为送达）`;
}

/** Differences of less than a minute are the way to the hub and tell nobody anything. */
const tellMs = 60_000;

/** What the desk said and when the hub heard it, where the two are not the same. */
function timesNote({ at, heard }: DecisionContext): string {
  if (!heard) return '';
  const { receivedAt, saidAt } = heard;
  if (Math.abs(receivedAt - saidAt) < tellMs) return '';
  const said = `坐席台时间 ${shanghaiTime(saidAt)}`;
  const received = `服务器收到时间 ${shanghaiTime(receivedAt)}`;
  return at === saidAt ? `（${said}，${received}）` : `（${said}，不采用；${received}）`;
}

/** `2026-06-12 09:41:05` in China's one time zone. */
function shanghaiTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function union(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list : [...list, value];
}
