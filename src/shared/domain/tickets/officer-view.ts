import { coverName, coverText } from './covered-text.ts';
import { maskNumber } from '../calls/caller-number.ts';
import { readNote } from './course-note.ts';
import { isConfidential } from './ticket-audience.ts';
import type { FlowAct } from './flow-acts.ts';
import { outerDueAt } from './merged-tickets.ts';
import { nextClock } from './step-clocks.ts';
import {
  type Ticket,
  type TicketFlag,
  type TicketKind,
  type TicketSource,
  type TicketState,
  isOpen,
} from './ticket.ts';
import type { StepClock } from './ticket-work.ts';

/** What waits for the officer: 交办审批, 退回市级, 申请复核. */
export const officerDecisions = ['approve', 'return', 'application'] as const;
export type OfficerDecision = (typeof officerDecisions)[number];

/** Which of all tickets: 全部, 在办, 超期, 今日到期, 待我审批, 督办中. */
export const officerScopes = [
  'decide',
  'overdue',
  'dueToday',
  'supervised',
  'open',
  'all',
] as const;
export type OfficerScope = (typeof officerScopes)[number];

/** What the officer does to a ticket, in the order of the buttons. */
export const officerActs = [
  'approve',
  'sendBack',
  'sendReturn',
  'keepReturn',
  'confirmApplication',
  'supervise',
  'endSupervision',
] as const satisfies readonly FlowAct[];
export type OfficerAct = (typeof officerActs)[number];

/** A ticket in the officer's list; texts are covered (`coverText`). */
export interface OfficerLine {
  readonly ticketId: string;
  readonly ticketNo: string;
  readonly state: TicketState;
  readonly source: TicketSource;
  readonly kind: TicketKind | null;
  readonly categoryCode: string | null;
  readonly flags: readonly TicketFlag[];
  readonly district: string | null;
  readonly content: string;
  /** Who leads; `null` = it is given to nobody. */
  readonly departmentId: string | null;
  readonly decision: OfficerDecision | null;
  /** The step that runs out first; `null` = none runs. */
  readonly clock: StepClock | null;
  readonly dueAt: number | null;
  readonly isOpen: boolean;
}

/** The first thing of this ticket that an officer has to decide; `null` = nothing. */
export function officerDecision({
  state,
  work,
}: Pick<Ticket, 'state' | 'work'>): OfficerDecision | null {
  if (state === 'awaitingApproval') return 'approve';
  const isAtStart = state === 'awaitingSignIn' || state === 'screening';
  if (isAtStart && work?.cityReturn?.state === 'asked') return 'return';
  const isAsked = (work?.applications ?? []).some((one) => one.state === 'agreed');
  return isAsked && state !== 'archived' ? 'application' : null;
}

export function officerLine(ticket: Ticket): OfficerLine {
  const { ticketId, ticketNo, state, source, kind, categoryCode, flags, district, work } = ticket;
  return {
    ticketId,
    ticketNo,
    state,
    source,
    kind,
    categoryCode,
    flags,
    district,
    content: coverOf(ticket)(ticket.content),
    departmentId: work?.assignment?.leadId ?? null,
    decision: officerDecision(ticket),
    clock: nextClock(work),
    dueAt: outerDueAt(ticket),
    isOpen: isOpen(ticket),
  };
}

/** May names and numbers be shown, for a reason? Those of a confidential ticket stay with the desk (ADR 0241). */
export function mayUncover(ticket: Ticket): boolean {
  return !isConfidential(ticket);
}

/** What is no text of people: ids, codes and numbers of tickets. */
const plain = /(?:Id|Ids|No|Key)$/;

/** The whole ticket, the citizen's name and whatever may be a number covered wherever they stand, also names of before. */
export function coveredTicket(ticket: Ticket): Ticket {
  const cover = coverOf(ticket);
  const { requesterName, requesterNumber } = ticket;
  const { content, address, answer, course, work } = ticket;
  return {
    ...ticket,
    requesterName: coverName(requesterName),
    requesterNumber: maskNumber(requesterNumber),
    numberKey: null,
    content: cover(content),
    address: cover(address),
    answer: cover(answer),
    course: course.map((event) => ({ ...event, note: cover(event.note) })),
    ...(work ? { work: coverAll(work, cover) } : {}),
  };
}

/** The same value with each text of it covered. */
function coverAll<T>(value: T, cover: (text: string) => string): T;
function coverAll(value: unknown, cover: (text: string) => string): unknown {
  if (typeof value === 'string') return cover(value);
  if (Array.isArray(value)) return value.map((one: unknown) => coverAll(one, cover));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      key,
      plain.test(key) ? part : coverAll(part, cover),
    ]),
  );
}

/** Covers this citizen in a text, by each name that the course says she or he has had. */
export function coverOf(ticket: Ticket): (text: string) => string {
  const { requesterName, requesterNumber, course } = ticket;
  const former = course.flatMap(({ note }) =>
    readNote(note).flatMap((told) =>
      told.kind === 'changed' && told.field === 'requesterName' ? [told.old, told.now] : [],
    ),
  );
  const names = new Set([
    requesterName,
    ...former.map((name) => name.replace(/^[“…]+|[”…]+$/g, '')),
  ]);
  return (text) =>
    [...names].reduce(
      (sofar, name) => coverText(sofar, { requesterName: name, requesterNumber }),
      text,
    );
}
