import type { CallId, EntryId, RecordingId, TicketId } from '../ids.ts';
import type { FlowAct } from './flow-acts.ts';
import type { TicketWork } from './ticket-work.ts';

/**
 * States of a ticket; the state says who must act next. Codes in brackets are those of the domain document, section 4.1.
 * Urgency, repeat, waterlogging and the like are flags, not states.
 */
export const ticketStates = [
  'awaitingSignIn', // T10 待签收
  'screening', // T20 甄别中
  'selfHandling', // T30 自办中
  'awaitingApproval', // T40 待交办审批
  'assigned', // T50 待经办签收
  'inHandling', // T60 办理中
  'awaitingAudit', // T70 待审核
  'awaitingCallback', // T80 待回访
  'awaitingReply', // T85 待回复·待提交市级
  'submittedToCity', // T88 已提交市级
  'closed', // T90 已办结
  'archived', // T99 已归档
  'returnPending', // X10 退市级待批
  'returned', // X20 已退市级
  'notAccepted', // X30 不予受理
  'merged', // X40 已并单
  'withdrawn', // X50 撤诉·终止
] as const;
export type TicketState = (typeof ticketStates)[number];

/** 诉求性质: 咨询 求助 投诉 举报 建议 表扬. */
export const ticketKinds = [
  'consultation',
  'help',
  'complaint',
  'report',
  'suggestion',
  'praise',
] as const;
export type TicketKind = (typeof ticketKinds)[number];

export const ticketSources = [
  'phone',
  'cityPlatform',
  'messageBoard',
  'linkage110',
  'supply96510',
  'other',
] as const;
export type TicketSource = (typeof ticketSources)[number];

export const ticketFlags = [
  'urgent',
  'repeat',
  'waterlogging',
  'mass',
  'confidential',
  'supervised',
] as const;
export type TicketFlag = (typeof ticketFlags)[number];

/** How the desk itself closed a ticket: 直接解答 on the call, or 自办件. */
export const closeWays = ['directAnswer', 'selfHandled'] as const;
export type CloseWay = (typeof closeWays)[number];

/** Which entry, in which version, an answer was taken from. The words are kept because entries change. */
export interface Citation {
  readonly entryId: EntryId;
  /** For people: `K-0217`. */
  readonly entryNo: string;
  readonly version: number;
  readonly title: string;
  /** May the entry be answered directly? Since contract 2; absent in what was cited before. */
  readonly direct?: boolean | undefined;
}

/** What an agent types while the citizen speaks. Everything may still be empty. Lengths are checked at the boundary. */
export interface Intake {
  readonly kind: TicketKind | null;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly address: string;
  readonly content: string;
  readonly answer: string;
  readonly citations: readonly Citation[];
  readonly requesterName: string;
  /** Number the citizen wants to be called on, as typed or taken from the call. */
  readonly requesterNumber: string;
  /** Work numbers of those whom it complains about: they never read it (`ticket-audience.ts`). Since contract 3; absent = nobody. */
  readonly against?: readonly string[] | undefined;
}

export const emptyIntake: Intake = {
  kind: null,
  categoryCode: null,
  district: null,
  address: '',
  content: '',
  answer: '',
  citations: [],
  requesterName: '',
  requesterNumber: '',
};

/** Kinds of lines that every release knows. */
export const courseKinds = [
  'opened',
  'edited',
  'callLinked',
  'assigned',
  'urged',
  'result',
  'closed',
  'replied',
  'note',
] as const;
export type CourseKind = (typeof courseKinds)[number];

/** One line of 办理过程. Append-only. */
export interface TicketEvent {
  readonly eventId: string;
  readonly at: number;
  readonly byWorkNo: string;
  readonly kind: CourseKind;
  readonly note: string;
  /** The step that it tells of, for readers since contract 3; the others show `kind` and the note as it is. */
  readonly act?: FlowAct | undefined;
}

/** A deadline with the rule that made it, so that a changed preset never rewrites history. */
export interface Deadline {
  readonly dueAt: number;
  readonly rule: string;
  /** Counted over days whose holidays were not announced yet: to be fixed when they are. Never set to `false`. */
  readonly provisional?: true | undefined;
  /** Which rule that is, where it is one of ours. Since contract 3, as the next; older ones are known by `rule`. */
  readonly ruleId?: string | undefined;
  /** `WorkCalendar.version` by which its working days were counted; absent for natural hours, and for what others gave. */
  readonly calendar?: string | undefined;
  /** `LimitPresets.version` of our preset; absent = it came with the program, or was none. */
  readonly limits?: number | undefined;
}

export interface Ticket extends Intake {
  readonly ticketId: TicketId;
  /** For people, e.g. `SW20260612-0147` (hub) or `SW20260612-1003-002` (given by a desk, also offline). */
  readonly ticketNo: string;
  readonly source: TicketSource;
  readonly state: TicketState;
  readonly flags: readonly TicketFlag[];
  /** Lookup key of `requesterNumber` (see `CallerNumber.key`). */
  readonly numberKey: string | null;
  /** Who handles it now, for people: `江汉区水务局`, `本席自办`. */
  readonly handler: string;
  readonly urgedCount: number;
  readonly deadline: Deadline | null;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly closedAs: CloseWay | null;
  readonly closedByWorkNo: string | null;
  /** A follow-up call (回访) is still owed to the citizen. */
  readonly callbackOwed: boolean;
  readonly satisfaction: 1 | 2 | 3 | 4 | 5 | null;
  readonly callIds: readonly CallId[];
  readonly recordingIds: readonly RecordingId[];
  readonly course: readonly TicketEvent[];
  /** Since contract 3; absent = nothing beyond the form has happened yet. */
  readonly work?: TicketWork | undefined;
  /** Grows by one with every accepted change; a change made against an older revision is a conflict. */
  readonly revision: number;
}

/** States in which the ticket still waits for somebody. */
export function isOpen(ticket: Pick<Ticket, 'state'>): boolean {
  return !['closed', 'archived', 'returned', 'notAccepted', 'merged', 'withdrawn'].includes(
    ticket.state,
  );
}
