import { coverName, coverText } from './covered-text.ts';
import { readNote, factLine, type CourseCode } from './course-note.ts';
import { maskNumber } from '../calls/caller-number.ts';
import type { FlowAct } from './flow-acts.ts';
import { outerDueAt } from './merged-tickets.ts';
import { nextClock } from './step-clocks.ts';
import { departmentsOf, isConfidential } from './ticket-audience.ts';
import {
  type Ticket,
  type TicketEvent,
  type TicketFlag,
  type TicketKind,
  type TicketState,
  isOpen,
} from './ticket.ts';
import type {
  Application,
  ApplicationKind,
  ApplicationState,
  AttachedFile,
  ClockStep,
  ResultWords,
  StepClock,
  TicketWork,
  WorkMessage,
} from './ticket-work.ts';

/** Where a ticket stands as its department sees it: 待签收, 办理中, 坐席处理中, 已办. */
export const departmentTabs = ['toSign', 'inHandling', 'withDesk', 'done'] as const;
export type DepartmentTab = (typeof departmentTabs)[number];

/** Clocks that are a department's own. */
const ownSteps: readonly ClockStep[] = ['departmentSign', 'firstContact', 'result'];

/** A ticket in the list of a department. Texts are covered (`coverText`). */
export interface DepartmentLine {
  readonly ticketId: string;
  readonly ticketNo: string;
  readonly revision: number;
  readonly state: TicketState;
  readonly tab: DepartmentTab;
  readonly kind: TicketKind | null;
  readonly categoryCode: string | null;
  readonly flags: readonly TicketFlag[];
  readonly district: string | null;
  readonly address: string;
  readonly content: string;
  /** The department's clock that runs out first; `null` = none runs. */
  readonly clock: StepClock | null;
  /** The outer deadline; `null` = there is none. */
  readonly dueAt: number | null;
  readonly updatedAt: number;
}

/** One step of the course, told to a department: `note` has facts only (`course-note.ts`), covered. */
export interface DepartmentEvent {
  readonly at: number;
  readonly act: FlowAct;
  readonly note: string;
}

export interface DepartmentApplication {
  readonly applicationId: string;
  readonly what: ApplicationKind;
  readonly reason: string;
  readonly basis: string;
  readonly newDueAt: number | null;
  readonly suggestedOwner: string;
  readonly state: ApplicationState;
  readonly at: number;
  readonly isGranted?: boolean | undefined;
  /** What the department is told of the decision; `''` = nothing yet. */
  readonly answer: string;
}

/** All that a department sees of a ticket that it leads or assists with. */
export interface DepartmentTicket extends DepartmentLine {
  readonly openedAt: number;
  readonly requesterName: string;
  readonly requesterNumber: string;
  /** May name and number be shown? Never those of a confidential ticket. */
  readonly mayBeShown: boolean;
  readonly isLead: boolean;
  readonly leadId: string;
  readonly assistIds: readonly string[];
  readonly instruction: string;
  readonly assignedAt: number;
  readonly signedAt: number | null;
  readonly firstContactAt: number | null;
  readonly clocks: readonly StepClock[];
  readonly results: readonly (ResultWords & { readonly at: number })[];
  readonly applications: readonly DepartmentApplication[];
  readonly messages: readonly Pick<WorkMessage, 'at' | 'from' | 'text'>[];
  readonly course: readonly DepartmentEvent[];
  /** Its own, and what the desk has marked for departments; never what was withdrawn. */
  readonly attachments: readonly DepartmentAttachment[];
}

export interface DepartmentAttachment extends AttachedFile {
  readonly at: number;
  readonly isOwn: boolean;
  /** The city platform has sent it. */
  readonly fromCity?: true | undefined;
}

export function departmentTabOf(ticket: Pick<Ticket, 'state'>): DepartmentTab {
  if (ticket.state === 'assigned') return 'toSign';
  if (ticket.state === 'inHandling') return 'inHandling';
  return isOpen(ticket) ? 'withDesk' : 'done';
}

/** Epoch ms by which a department's list is sorted, the smallest first: what runs out first; of what is done, the newest. */
export function departmentOrder(ticket: Ticket): number {
  if (departmentTabOf(ticket) === 'done') return -(ticket.closedAt ?? ticket.updatedAt);
  return clockOf(ticket.work)?.dueAt ?? outerDueAt(ticket) ?? Number.MAX_SAFE_INTEGER;
}

const ownClocks = (work: TicketWork | undefined): readonly StepClock[] =>
  (work?.clocks ?? []).filter(({ step }) => ownSteps.includes(step));

function clockOf(work: TicketWork | undefined): StepClock | null {
  return work ? nextClock({ ...work, clocks: ownClocks(work) }) : null;
}

export function departmentLine(ticket: Ticket): DepartmentLine {
  const { ticketId, ticketNo, revision, state, kind, categoryCode, flags, district } = ticket;
  return {
    ticketId,
    ticketNo,
    revision,
    state,
    tab: departmentTabOf(ticket),
    kind,
    categoryCode,
    flags,
    district,
    address: coverText(ticket.address, ticket),
    content: coverText(ticket.content, ticket),
    clock: clockOf(ticket.work),
    dueAt: outerDueAt(ticket),
    updatedAt: ticket.updatedAt,
  };
}

/**
 * What the department may see of a ticket; `null` = nothing: it neither leads nor assists. Never what another department wrote
 * or was told, never the desk's internal words; numbers and the citizen's name are covered wherever they stand.
 */
export function departmentView(ticket: Ticket, departmentId: string): DepartmentTicket | null {
  const { work } = ticket;
  if (!work?.assignment || !departmentsOf(ticket).includes(departmentId)) return null;
  const { leadId, assistIds, instruction, at: assignedAt, signedAt } = work.assignment;
  const cover = (text: string) => coverText(text, ticket);
  const isOwn = (of: { readonly departmentId?: string | undefined }) =>
    of.departmentId === departmentId;
  return {
    ...departmentLine(ticket),
    openedAt: ticket.openedAt,
    requesterName: coverName(ticket.requesterName),
    requesterNumber: maskNumber(ticket.requesterNumber),
    mayBeShown: !isConfidential(ticket),
    isLead: leadId === departmentId,
    leadId,
    assistIds,
    instruction: cover(instruction),
    assignedAt,
    signedAt: signedAt ?? null,
    firstContactAt: work.firstContactAt ?? null,
    clocks: ownClocks(work),
    results: work.results.filter(isOwn).map(({ at, ...words }) => ({
      at,
      facts: cover(words.facts),
      cause: cover(words.cause),
      action: cover(words.action),
      doneOn: words.doneOn,
      internal: cover(words.internal),
      publicReply: cover(words.publicReply),
    })),
    applications: work.applications.filter(isOwn).map((one) => applicationOf(one, cover)),
    messages: work.messages
      .filter((one) => (one.from === 'desk' ? one.at >= assignedAt : isOwn(one)))
      .map(({ at, from, text }) => ({ at, from, text: cover(text) })),
    course: courseOf(ticket, departmentId, cover),
    attachments: (work.attachments ?? [])
      .filter((one) => one.removedAt === undefined && (isOwn(one) || one.isForDepartment === true))
      .map((one) => ({
        attachmentId: one.attachmentId,
        fileName: cover(one.fileName),
        mediaType: one.mediaType,
        byteLength: one.byteLength,
        sha256: one.sha256,
        at: one.at,
        isOwn: isOwn(one),
        ...(one.fromCity === true ? { fromCity: true as const } : {}),
      })),
  };
}

type Cover = (text: string) => string;

/** The desk's words on the way to a decision are its own; a refusal and the explanation are for the department. */
const toldStates: readonly ApplicationState[] = ['refused', 'explained'];

function applicationOf(application: Application, cover: Cover): DepartmentApplication {
  const { applicationId, what, newDueAt, state, at, isGranted, steps } = application;
  const answer = steps.findLast((step) => toldStates.includes(step.state))?.words ?? '';
  return {
    applicationId,
    what,
    reason: cover(application.reason),
    basis: cover(application.basis),
    newDueAt,
    suggestedOwner: cover(application.suggestedOwner),
    state,
    at,
    ...(isGranted === undefined || !toldStates.includes(state) ? {} : { isGranted }),
    answer: cover(answer),
  };
}

/** Steps of the desk that a department is told of, with the facts that it is told. */
const toldOfDesk: Partial<Readonly<Record<FlowAct, readonly CourseCode[]>>> = {
  assign: [],
  approve: [],
  reassign: [],
  urge: ['reason'],
  supervise: ['level'],
  endSupervision: [],
  auditFail: ['failed', 'reason'],
  auditPass: [],
  callback: [],
  rework: ['reason'],
  cityRework: ['reason'],
  reply: [],
  withdraw: [],
  archive: [],
  merge: ['into'],
  split: [],
  mainAnswered: [],
};

function courseOf(ticket: Ticket, departmentId: string, cover: Cover): DepartmentEvent[] {
  const assignedAt = ticket.work?.assignment?.at ?? 0;
  const own = ownTimes(ticket.work, departmentId);
  return ticket.course.flatMap((event) => {
    const { at } = event;
    const act = actOfEvent(event);
    if (act === null) return [];
    if (own.get(act)?.has(at)) return [{ at, act, note: '' }];
    const codes = toldOfDesk[act];
    if (!codes || at < assignedAt) return [];
    const note = readNote(event.note)
      .flatMap((line) =>
        line.kind === 'fact' && codes.includes(line.code)
          ? [factLine(line.code, cover(line.value))]
          : [],
      )
      .join('\n');
    return [{ at, act, note }];
  });
}

/** When this department itself has done what. The words stand in results and applications. */
function ownTimes(
  work: TicketWork | undefined,
  departmentId: string,
): ReadonlyMap<FlowAct, ReadonlySet<number>> {
  const times = (of: readonly { readonly departmentId?: string | undefined; at: number }[]) =>
    new Set(of.filter((one) => one.departmentId === departmentId).map(({ at }) => at));
  const signedAt = work?.assignment?.signedAt;
  return new Map<FlowAct, ReadonlySet<number>>([
    ['submitResult', times(work?.results ?? [])],
    ['apply', times(work?.applications ?? [])],
    ['attach', times(work?.attachments ?? [])],
    ['departmentSign', new Set(signedAt === undefined ? [] : [signedAt])],
    ['firstContact', new Set(work?.firstContactAt === undefined ? [] : [work.firstContactAt])],
  ]);
}

/** 催办 has no name of a step in its line. */
function actOfEvent({ act, kind }: TicketEvent): FlowAct | null {
  return act ?? (kind === 'urged' ? 'urge' : null);
}
