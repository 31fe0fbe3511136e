import type { FlowAct } from './flow-acts.ts';
import type { IntakeChanges } from './intake-merge.ts';
import type { Trapped } from '../incidents/storm-words.ts';
import type { CloseWay, TicketFlag } from './ticket.ts';
import type {
  AnswerOutcome,
  ApplicationWords,
  Assignees,
  AttachedFile,
  AttachmentUse,
  CallbackWords,
  EscalationWords,
  IncidentLink,
  ReplyChannel,
  ResultWords,
} from './ticket-work.ts';

/** By whose word it was done, when who types it does not decide. Both `''` = who types decides. */
export interface DecidedBy {
  readonly decidedBy: string;
  readonly authority: string;
}

/** The four checks of a result (domain document 4.2, transition 23): 切题 合法 完整 易读. */
export const auditChecks = ['onTopic', 'lawful', 'complete', 'readable'] as const;
export type AuditCheck = (typeof auditChecks)[number];

/** Why a demand is not ours: law suit, review, petition, secrets, finished already, emergency, not water. */
export const refusalGrounds = [
  'lawsuit',
  'review',
  'petition',
  'secret',
  'finished',
  'emergency',
  'notWater',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

/**
 * One thing done to a ticket, in one shape from the button to the hub's journal. Who may do it in which state stands in `flow.ts`,
 * what it does in `ticket-machine.ts` and `carry-out.ts`.
 */
export type TicketAction =
  | ({ readonly kind: 'edit'; readonly changes: IntakeChanges } & Marks)
  | { readonly kind: 'close'; readonly changes: IntakeChanges; readonly closeAs: CloseWay }
  | { readonly kind: 'urge'; readonly reason: string }
  | StepAction;

/** Flags that a person sets or takes back on a hint. */
export const markableFlags = [
  'repeat',
  'mass',
  'waterlogging',
] as const satisfies readonly TicketFlag[];
export type MarkableFlag = (typeof markableFlags)[number];

/** What a person decides beside the words of the form. Since contract 3. */
export interface Marks {
  readonly marks?:
    | { readonly add: readonly MarkableFlag[]; readonly remove: readonly MarkableFlag[] }
    | undefined;
  /** Joins the incident; the first ticket that names it opens it. */
  readonly incident?: IncidentLink | undefined;
  /** 是否有人、车辆被困. A person in danger makes it urgent at once. */
  readonly trapped?: Trapped | undefined;
}

/** The steps of the course, from sign-in to archive. */
export type StepAction =
  | { readonly kind: 'sign' | 'selfHandle' | 'sendReturn' | 'departmentSign' }
  | {
      readonly kind: 'notAccept';
      readonly ground: RefusalGround;
      readonly reason: string;
      /** The way that the citizen was told instead. */
      readonly channelTold: string;
    }
  | { readonly kind: 'askReturn'; readonly reason: string; readonly suggestedOwner: string }
  | {
      readonly kind:
        | 'keepReturn'
        | 'sendBack'
        | 'endSupervision'
        | 'rework'
        | 'correct'
        | 'cityRejected';
      readonly reason: string;
    }
  | ({ readonly kind: 'assign' } & Assignees & DecidedBy)
  | ({ readonly kind: 'reassign' | 'propose'; readonly reason: string } & Assignees)
  | ({ readonly kind: 'approve' } & DecidedBy)
  | { readonly kind: 'firstContact'; readonly isReached: boolean; readonly note: string }
  | ({ readonly kind: 'submitResult' } & ResultWords)
  | { readonly kind: 'auditPass' }
  | {
      readonly kind: 'auditFail';
      readonly failed: readonly AuditCheck[];
      readonly reason: string;
    }
  | ({ readonly kind: 'callback' } & CallbackWords)
  | {
      readonly kind: 'reply';
      readonly text: string;
      readonly channel: ReplyChannel;
      /** Attachments that go to the city with it; absent = none. Since contract 3. */
      readonly cityFiles?: readonly string[] | undefined;
    }
  | ({
      readonly kind: 'withdraw';
      readonly basis: 'spoken' | 'written';
      readonly words: string;
    } & DecidedBy)
  | {
      readonly kind: 'supervise';
      readonly level: 'supervised' | 'listed';
      readonly owner: string;
      readonly dueAt: number;
      readonly reason: string;
    }
  | ({ readonly kind: 'apply'; readonly applicationId: string } & ApplicationWords)
  | {
      readonly kind: 'judgeApplication' | 'confirmApplication';
      readonly applicationId: string;
      readonly agrees: boolean;
      readonly words: string;
    }
  | {
      readonly kind: 'cityAnswered';
      readonly applicationId: string;
      readonly agrees: boolean;
      readonly words: string;
      /** The outer deadline that the city has given with it; `null` = it stays. */
      readonly dueAt: number | null;
    }
  | {
      readonly kind: 'explainApplication';
      readonly applicationId: string;
      /** What the department is told, and the rule. */
      readonly words: string;
      readonly rule: string;
    }
  | { readonly kind: 'message'; readonly text: string }
  | {
      readonly kind: 'attach';
      /** Stored at the hub already. */
      readonly files: readonly AttachedFile[];
      readonly forWhat: AttachmentUse;
      /** May the departments of the ticket see them? Says nothing when a department attaches. */
      readonly isForDepartment: boolean;
    }
  | { readonly kind: 'detach'; readonly attachmentId: string; readonly reason: string }
  | { readonly kind: 'answerCaller'; readonly outcome: AnswerOutcome; readonly text: string }
  | { readonly kind: 'leaveIncident'; readonly reason: string }
  | { readonly kind: 'cityReturned'; readonly isAccepted: boolean; readonly words: string }
  | { readonly kind: 'cityRework'; readonly reason: string; readonly dueAt: number | null }
  | { readonly kind: 'cityConfirmed' | 'archive' }
  | ({ readonly kind: 'escalate' } & EscalationWords);

export type TicketActionKind = TicketAction['kind'];

/** The column of the flow in which an action stands. */
export function actOf(action: TicketAction): FlowAct {
  return action.kind === 'close' ? action.closeAs : action.kind;
}
