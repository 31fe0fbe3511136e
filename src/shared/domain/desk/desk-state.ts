import type { SignAlarm } from '../tickets/sign-alarm.ts';
import type { FlowAct } from '../tickets/flow-acts.ts';
import type { StepValues } from '../tickets/step-fields.ts';
import type { ErrorCode } from '../../error-codes.ts';
import type { AgentTold } from '../agents/agent-told.ts';
import type { AbsentMember, AgentView, Colleague, TeamMember } from '../agents/agent-view.ts';
import type { CallSettings } from '../phone/call-settings.ts';
import type { CallPutAway } from '../calls/call.ts';
import type { CallerNumber } from '../calls/caller-number.ts';
import type { CallId, TicketId } from '../ids.ts';
import type { PronePoint, Storm } from '../incidents/storm.ts';
import type { DepartmentCatalogue } from '../office/departments.ts';
import type { OfficeYears } from '../office/office-rule.ts';
import type { PhoneSnapshot } from '../phone/phone-state.ts';
import type { PutAside } from '../workspaces/put-aside.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { SeatVerdict } from '../seat/seat-verdict.ts';
import type { User } from '../session/user.ts';
import type { TicketBase } from '../tickets/ticket-command.ts';
import type { LimitPresets } from '../tickets/limits.ts';
import type { Intake } from '../tickets/ticket.ts';

/** How far an empty copy of the hub's matters has been filled: of which part, the open tickets before all others. */
export interface Filling {
  readonly part: 'matters' | 'open' | 'tickets';
  readonly done: number;
  /** `null` until the hub has said. */
  readonly total: number | null;
}

/** Upload of recordings and commands to the hub, as the status bar tells it. */
export interface SyncStatus {
  readonly hub: 'online' | 'offline' | 'unauthorised';
  /** Recordings that are closed but not yet confirmed by a receipt. */
  readonly recordingsWaiting: number;
  /** Set while one is on its way. */
  readonly uploading: { readonly sentBytes: number; readonly totalBytes: number } | null;
  readonly lastSyncedAt: number | null;
  /** Tickets and other commands not yet accepted by the hub. */
  readonly commandsWaiting: number;
  /** Last time the local copy of tickets and knowledge was known to be the hub's. */
  readonly replicaAt: number | null;
  /** Absent = the copy is not being filled just now. */
  readonly filling?: Filling | undefined;
  readonly error: ErrorCode | null;
}

/** Something is wrong and still is. Texts come from the error catalogue by `code`. */
export interface Problem {
  readonly problemId: string;
  readonly code: ErrorCode;
  readonly since: number;
  readonly callId: CallId | null;
  /** For support, without personal data: a path, a status code, a byte count. */
  readonly detail: string;
}

/** The problem that the phone page went away while a call ran. */
export const awayInCallId = 'phone:awayInCall';
/** Id of the problem that says of a running call that a change of its media was refused. */
export const changeRefusedId = 'call:changeRefused';

/** Tells of something that has happened and will not be over by itself: a person may put it away. */
export function isDismissible({ problemId }: Pick<Problem, 'problemId'>): boolean {
  return refusedCommandOf(problemId) !== null || problemId.startsWith('renumbered:');
}

/** The command that the hub refused, of a problem that tells of it; `null` for all others. */
export function refusedCommandOf(problemId: string): string | null {
  return /^refused:(.+)$/.exec(problemId)?.[1] ?? null;
}

/** Everything the desk page shows that does not come from a request of its own. */
export interface DeskState {
  readonly user: User | null;
  /** Why the desk locked by itself; gone with the next sign-in. */
  readonly lockedBy?: ErrorCode | null | undefined;
  readonly phone: PhoneSnapshot;
  /** No phone page is connected: the softphone window was closed or died. */
  readonly phoneConnected: boolean;
  /** Conversations that go on or still owe their result, oldest first. */
  readonly workspaces: readonly Workspace[];
  /** What the person who is signed in has put aside; absent = nothing. */
  readonly aside?: readonly PutAside[] | undefined;
  readonly sync: SyncStatus;
  readonly problems: readonly Problem[];
  /** `null` while its free space is not known. */
  readonly disk: {
    readonly freeBytes: number;
    readonly enough: boolean;
    readonly checkedAt: number;
  } | null;
  /** Can a call that comes now be taken here? Judged by the host, of everything else in this state. */
  readonly seat: SeatVerdict;
  /** `null` while nobody is signed in who takes calls. */
  readonly agent: AgentView | null;
  /** What was done by others about the agent's state; not put away yet, or the reason of the state that lasts. */
  readonly told?: readonly AgentTold[] | undefined;
  /** Other leads whose desks the hub hears of; `null` = not known. */
  readonly leads?: number | null | undefined;
  /** Everybody's state, for a lead while the hub answers. */
  readonly team?: readonly TeamMember[] | null | undefined;
  /** The rest of the team, told with it. */
  readonly absent?: readonly AbsentMember[] | undefined;
  /** To whom a citizen may be handed in the house, while the hub answers; absent = it does not, or tells nobody of them. */
  readonly colleagues?: readonly Colleague[] | undefined;
  /** `null` without a configured PBX. */
  readonly calling: CallSettings | null;
  /** Calls that nobody here took and nobody has called back, oldest first. */
  readonly missed: readonly MissedCall[];
  /** The office's own years of the working-day calendar, as far as this desk has heard; absent = none. */
  readonly officeYears?: OfficeYears | undefined;
  /** Departments and the catalogue of dispatch of the office, as far as this desk has heard; absent = those of the program. */
  readonly departments?: DepartmentCatalogue | undefined;
  /** The presets of limits that the office has set, as far as this desk has heard; absent = those of the program. */
  readonly limits?: LimitPresets | undefined;
  /** 暴雨模式 as the office has set it last, as far as this desk has heard; absent = it was never on. */
  readonly storm?: Storm | undefined;
  /** 易渍点 of the office; absent = none are put in. */
  readonly pronePoints?: readonly PronePoint[] | undefined;
  /** Closings that the person who is signed in may still take back, and until when. */
  readonly undoable?: readonly UndoableClosing[] | undefined;
  /** What waits to be signed and has not much time left; absent = nothing. */
  readonly signAlarm?: SignAlarm | undefined;
}

/** A closing that is kept here and has not left for the hub. */
export interface UndoableClosing {
  readonly ticketId: TicketId;
  /** Epoch milliseconds by the host's clock. */
  readonly until: number;
}

/** A citizen who was not reached (漏接回拨). Gone from the list once a call with the same number has been talked. */
export interface MissedCall {
  readonly callId: CallId;
  readonly number: CallerNumber;
  readonly lineName: string;
  readonly ticketNo: string | null;
  readonly missedAt: number;
  /** How often this number was missed since it was last spoken with. */
  readonly times: number;
  /** Somebody is calling back now. */
  readonly calling: boolean;
  /** The last of these calls was declined here; absent = it rang until it was over. */
  readonly declined?: boolean | undefined;
  /** It cannot be called back, and somebody has said why it need not wait here. */
  readonly putAway?: CallPutAway | undefined;
}

/** Within so much a citizen who was missed is called back: the office's promise. */
export const callBackWithinMs = 30 * 60_000;

/**
 * Missed calls in the order in which they burn: those whose half hour still runs, longest waiting first; behind them those
 * whose promise is broken, the newest first, as they are the likeliest to be reached.
 */
export function byUrgency(missed: readonly MissedCall[], now: number): readonly MissedCall[] {
  const isLate = ({ missedAt }: MissedCall) => now - missedAt >= callBackWithinMs;
  return missed.toSorted((a, b) => {
    if (isLate(a) !== isLate(b)) return isLate(a) ? 1 : -1;
    return isLate(a) ? b.missedAt - a.missedAt : a.missedAt - b.missedAt;
  });
}

/** Loudness 0–100 of both sides over the last 100 ms. */
export interface Levels {
  /** `null`: nobody talks, the microphone alone is being tried. */
  readonly callId: CallId | null;
  readonly agent: number;
  readonly citizen: number;
}

/** What an agent has typed for a call or a ticket and not yet saved. Kept through crashes, keyed by `draftKey`. */
export interface Draft {
  /** Ticket id, or the call id for a new intake. */
  readonly draftKey: string;
  readonly body: Intake;
  /** What the form was opened on; `null` for a new intake, and in drafts of release 0.1.0, which did not keep it. */
  readonly base: TicketBase | null;
  /** What is typed for an action on the ticket that was not carried out yet; absent = nothing. */
  readonly asking?: Asking | undefined;
  readonly savedAt: number;
}

/** The reason that is being typed for an action, before that is carried out. */
export interface Asking {
  /** Which button asks: `words` of `ticket-actions.ts`. */
  readonly button: string;
  readonly reason: string;
  /** A step of the course with what is typed for it (`step-forms.ts`). */
  readonly step?: { readonly act: FlowAct; readonly values: StepValues } | undefined;
}

/** The words that stand in an asked reason or step. */
export function askedWords({ reason, step }: Asking): readonly string[] {
  return [reason, ...Object.values(step?.values ?? {})];
}
