import type { Trapped } from '../incidents/storm-words.ts';
import type { CallId, TicketId } from '../ids.ts';
import type { FlowAct } from './flow-acts.ts';
import type { CityDispatch, CityReturn } from './city-work.ts';

/**
 * What the course of a ticket has brought beyond its form: whose it is, its clocks, results, call-backs and applications. Domain
 * document, sections 4.1 to 4.5. Lists only grow.
 */
export interface TicketWork {
  /** What the city platform said; absent = a demand of our own channels. */
  readonly city?: CityDispatch | undefined;
  /** What 110 said that has transferred it. */
  readonly linkage?: LinkageTransfer | undefined;
  readonly assignment?: Assignment | undefined;
  /** Put forward, and waits for the lead (T40). */
  readonly proposal?: Proposal | undefined;
  /** The clocks of the steps, the outer one stands in `Ticket.deadline`. */
  readonly clocks: readonly StepClock[];
  /** When the department has first spoken to the citizen. */
  readonly firstContactAt?: number | undefined;
  /** What departments have reported; the last one counts. */
  readonly results: readonly DepartmentResult[];
  readonly auditFails: number;
  readonly callbacks: readonly CallbackTry[];
  readonly reworks: number;
  readonly applications: readonly Application[];
  /** The desk asks the city to take the ticket back (transitions 6 and 7). */
  readonly cityReturn?: CityReturn | undefined;
  /** The city, or an office above, has decided whose it is: nobody may return it any more. */
  readonly returnLocked?: true | undefined;
  readonly supervision?: Supervision | undefined;
  readonly reply?: Reply | undefined;
  readonly decisions: readonly Decision[];
  readonly messages: readonly WorkMessage[];
  /** To whom the hub has taken what runs late; absent = to nobody. */
  readonly escalations?: readonly Escalation[] | undefined;
  /** The incident whose caller this is; absent = none. */
  readonly incident?: JoinedIncident | undefined;
  /** Who is in danger, as the caller said last. */
  readonly trapped?: Trapped | undefined;
  /** Tries to give the caller of an incident its reply. */
  readonly answers?: readonly CallerAnswer[] | undefined;
  /** What was merged into this ticket (并单), also what was split off again or has been answered. */
  readonly merged?: readonly MergedTicket[] | undefined;
  /** The earliest outer deadline of what is merged into it: promised to others, and to be kept with its own. */
  readonly firstDueAt?: number | undefined;
  /** Into which ticket it was merged (X40). Stays when that one is answered, goes when it is split off. */
  readonly mergedInto?: MergedInto | undefined;
  /** Photos and papers of desk and departments, also the withdrawn ones. */
  readonly attachments?: readonly Attachment[] | undefined;
}

/** What may be attached, by what is in the file. */
export const attachmentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'audio/mpeg',
  'audio/ogg',
  'audio/amr',
  'video/mp4',
  'text/plain',
] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

/** A file that the hub has stored, as who attaches it names it. */
export interface AttachedFile {
  readonly attachmentId: string;
  readonly fileName: string;
  readonly mediaType: AttachmentType;
  readonly byteLength: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** 办理凭证, 登记材料, 答复材料. */
export const attachmentUses = ['evidence', 'form', 'reply'] as const;
export type AttachmentUse = (typeof attachmentUses)[number];

export interface Attachment extends AttachedFile {
  readonly forWhat: AttachmentUse;
  readonly at: number;
  readonly byWorkNo: string;
  /** Of whom it is; absent = of the desk. */
  readonly departmentId?: string | undefined;
  /** The city platform has sent it. */
  readonly fromCity?: true | undefined;
  /** Of the desk's: the departments of the ticket may see it. */
  readonly isForDepartment?: true | undefined;
  /** When it was withdrawn: nobody is given it any more. */
  readonly removedAt?: number | undefined;
}

/** Which incident, as whoever joins it knows it. */
export interface IncidentLink {
  readonly incidentId: string;
  readonly stormId: string | null;
  readonly pointId: string | null;
  readonly point: string;
}

export interface JoinedIncident extends IncidentLink {
  readonly at: number;
  readonly byWorkNo: string;
}

/** 已告知 / 未接 / 空号. */
export const answerOutcomes = ['told', 'noAnswer', 'badNumber'] as const;
export type AnswerOutcome = (typeof answerOutcomes)[number];

export interface CallerAnswer {
  readonly outcome: AnswerOutcome;
  /** What was said, or was to be said. */
  readonly text: string;
  readonly at: number;
  readonly byWorkNo: string;
  readonly callId: CallId | null;
}

export const noWork: TicketWork = {
  clocks: [],
  results: [],
  auditFails: 0,
  callbacks: [],
  reworks: 0,
  applications: [],
  decisions: [],
  messages: [],
};

/** A case that 110 took and transferred to us (domain document 3.2). */
export interface LinkageTransfer {
  /** 警情编号. */
  readonly caseNo: string;
  readonly transferredAt: number;
  /** As 110 gave it; `null` = it gave none, ours hold. */
  readonly dueAt: number | null;
}

/** Whose it is: one leads (主办), others assist (协办). */
export interface Assignees {
  readonly leadId: string;
  readonly assistIds: readonly string[];
  /** What is asked of the department. */
  readonly instruction: string;
  /** Who took an urgent one by telephone; `''` = it was not handed over so. */
  readonly phonedTo: string;
}

export interface Assignment extends Assignees {
  readonly at: number;
  readonly byWorkNo: string;
  readonly signedAt?: number | undefined;
}

export interface Proposal extends Assignees {
  readonly at: number;
  readonly byWorkNo: string;
  readonly reason: string;
}

/** Steps that have a limit of their own. */
export const clockSteps = [
  'signIn',
  'assign',
  'approve',
  'departmentSign',
  'firstContact',
  'result',
  'audit',
  'callback',
  'reply',
  'cityReturn',
  'application',
] as const;
export type ClockStep = (typeof clockSteps)[number];

/** The hub urges at these parts of a department's limit (domain document 4.2, transition 19). */
export const urgePercents = [50, 80, 100] as const;
export type UrgePercent = (typeof urgePercents)[number];

/** One limit, as an instant with the rule that made it. A changed preset never rewrites it. */
export interface StepClock {
  readonly step: ClockStep;
  readonly startedAt: number;
  readonly dueAt: number;
  /** Which preset (`LimitKey`), or `step.outer`: the outer deadline was sooner. */
  readonly ruleId: string;
  /** `LimitPresets.version` of the preset; absent = it came with the program, or was none. */
  readonly limits?: number | undefined;
  /**
   * Counted over a year that the calendar did not know, and never counted anew. Not named as a deadline is that will be settled: the hub
   * finds those tickets by the word `provisional` in their rows.
   */
  readonly isGuess?: true | undefined;
  /** How much of the limit was over, in percent, when the hub last urged the department by itself. */
  readonly urgedAt?: UrgePercent | undefined;
  /** When the step was done, or the clock called off with its step; absent = it runs. */
  readonly stoppedAt?: number | undefined;
}

/** 办理结果: what a department reports. */
export interface ResultWords {
  readonly facts: string;
  readonly cause: string;
  readonly action: string;
  /** `YYYY-MM-DD` on which it was done, in Shanghai. */
  readonly doneOn: string;
  /** For the desk alone. */
  readonly internal: string;
  /** What the citizen is told. */
  readonly publicReply: string;
}

export interface DepartmentResult extends ResultWords {
  /** Of whom it is; absent = of nobody's people. */
  readonly departmentId?: string | undefined;
  readonly at: number;
  readonly byWorkNo: string;
}

export const callbackContacts = [
  'reached',
  'noAnswer',
  'refused',
  'wrongNumber',
  'noReplyWanted',
] as const;
export type CallbackContact = (typeof callbackContacts)[number];

export const solvedAnswers = ['solved', 'partly', 'unsolved', 'notReasonable'] as const;
export type SolvedAnswer = (typeof solvedAnswers)[number];

/** One try to reach the citizen, domain document 4.4. `solved` and `satisfaction` when reached. */
export interface CallbackWords {
  readonly contact: CallbackContact;
  readonly solved: SolvedAnswer | null;
  readonly satisfaction: 1 | 2 | 3 | 4 | 5 | null;
  readonly note: string;
}

export interface CallbackTry extends CallbackWords {
  readonly at: number;
  readonly byWorkNo: string;
  readonly callId: CallId | null;
}

/** 退件 延期 二次办理 第三方评价 考核申诉 不合理诉求 疑难 联合督办. */
export const applicationKinds = [
  'return',
  'extend',
  'rework',
  'thirdParty',
  'appeal',
  'unreasonable',
  'hardCase',
  'jointSupervision',
] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

/** Domain document 4.3: P10, P30, P40, P50, P60, P20. */
export const applicationStates = [
  'submitted',
  'agreed',
  'atCity',
  'answered',
  'explained',
  'refused',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export interface ApplicationWords {
  readonly what: ApplicationKind;
  readonly reason: string;
  /** The law, rule or fact on which it rests. */
  readonly basis: string;
  /** Of an extension: the instant asked for. */
  readonly newDueAt: number | null;
  /** Of a return: whose it is instead. */
  readonly suggestedOwner: string;
}

export interface Application extends ApplicationWords {
  readonly applicationId: string;
  readonly state: ApplicationState;
  readonly at: number;
  readonly byWorkNo: string;
  /** Of the department that asks. */
  readonly departmentId: string;
  readonly steps: readonly ApplicationStep[];
  /** What was decided in the end; absent = not yet. */
  readonly isGranted?: boolean | undefined;
}

export interface ApplicationStep {
  readonly state: ApplicationState;
  readonly at: number;
  readonly byWorkNo: string;
  readonly words: string;
}

/** 督办, 挂牌督办. */
export interface Supervision {
  readonly level: 'supervised' | 'listed';
  readonly owner: string;
  readonly dueAt: number;
  readonly reason: string;
  readonly at: number;
  readonly byWorkNo: string;
  readonly endedAt?: number | undefined;
}

export const replyChannels = ['phone', 'sms', 'letter', 'city', 'none'] as const;
export type ReplyChannel = (typeof replyChannels)[number];

export interface Reply {
  readonly text: string;
  readonly channel: ReplyChannel;
  readonly at: number;
  readonly byWorkNo: string;
  /** Attachments that go to the city with it, by id; absent = none. */
  readonly cityFiles?: readonly string[] | undefined;
}

/** Who decided, on what authority, and who typed it (policy of 2025, No. 66). */
export interface Decision {
  readonly act: FlowAct;
  readonly at: number;
  /** In words, when it was decided by telephone by somebody who does not type it; `''` = who typed it. */
  readonly decidedBy: string;
  readonly authority: string;
  readonly typedByWorkNo: string;
}

/** States out of which a ticket is merged into another one (domain document 4.2, transition 9). */
export const mergeableStates = ['screening', 'assigned', 'inHandling'] as const;
type MergeableState = (typeof mergeableStates)[number];

/** A ticket that follows another one. Who asked, the calls and the words stay in that ticket itself. */
export interface MergedTicket {
  readonly ticketId: TicketId;
  readonly ticketNo: string;
  /** Its number at the city platform; absent = it is of our own channels. */
  readonly cityNo?: string | undefined;
  /** Its outer deadline when it was merged; absent = it had none. */
  readonly dueAt?: number | undefined;
  readonly at: number;
  readonly byWorkNo: string;
  readonly splitAt?: number | undefined;
  /** When the main ticket was answered, so that this one is to be answered for itself. */
  readonly answeredAt?: number | undefined;
}

export interface MergedInto {
  readonly ticketId: TicketId;
  readonly ticketNo: string;
  readonly at: number;
  readonly byWorkNo: string;
  readonly reason: string;
  /** What splitting gives back: where it stood, and the limits that ran. */
  readonly stateBefore: MergeableState;
  readonly clocksBefore: readonly StepClock[];
  /** When the main ticket was answered, and with what: the reply that is offered for this one. */
  readonly answeredAt?: number | undefined;
  readonly reply?: string | undefined;
}

/** Desk and department, about this ticket. */
export interface WorkMessage {
  readonly at: number;
  readonly byWorkNo: string;
  readonly from: 'desk' | 'department';
  readonly departmentId?: string | undefined;
  readonly text: string;
}

/** Agent → lead → officer (domain document 4.5). */
export const escalationTargets = ['lead', 'officer'] as const;
export type EscalationTarget = (typeof escalationTargets)[number];

/** To whom what runs late is taken: the limit of one step, or the outer deadline. */
export interface EscalationWords {
  readonly to: EscalationTarget;
  readonly about: ClockStep | 'outer';
}

export interface Escalation extends EscalationWords {
  readonly at: number;
}
