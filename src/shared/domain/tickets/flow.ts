import type { ErrorCode } from '../../error-codes.ts';
import type { Role } from '../session/user.ts';
import { needsHandling } from './direct-answer.ts';
import type { FlowAct } from './flow-acts.ts';
import { type Ticket, type TicketState, isOpen, ticketStates } from './ticket.ts';
import {
  type ApplicationState,
  type ClockStep,
  type TicketWork,
  mergeableStates,
} from './ticket-work.ts';
import { refusalIn } from './flow-refusals.ts';
import { followersOf } from './merged-tickets.ts';

/** Who acts: a person, the city platform through its port, or the hub's own clock. */
export type Actor = Role | 'city' | 'hub';

/** What the table looks at: the ticket as it would stand with what is typed over it. */
export interface FlowSubject extends Pick<
  Ticket,
  'closedAs' | 'source' | 'flags' | 'kind' | 'citations'
> {
  /** `none` = no ticket yet: an intake from a call opens it. */
  readonly state: TicketState | 'none';
  readonly work?: TicketWork | undefined;
  readonly callbackOwed?: boolean;
}

/** A step that is possible from some states: who may do it, what becomes of the ticket, which clock it starts. */
export interface FlowStep {
  readonly from: readonly FlowSubject['state'][];
  readonly who: readonly Actor[];
  readonly next: TicketState | 'same';
  /** For a ticket of the city platform, where that differs: an answer to the city is still owed. */
  readonly nextOfCity?: TicketState;
  /** What of the ticket, beyond its state, may stand in the way; the first that does says why. */
  readonly bars?: readonly Bar[];
  readonly starts?: readonly ClockStep[];
}

type Bar = readonly [isBarred: (subject: FlowSubject, actor: Actor) => boolean, code: ErrorCode];

const confidential: Bar = [
  ({ kind, flags }) => kind === 'report' || flags.includes('confidential'),
  'ticket.closeConfidential',
];
const urgent: Bar = [({ flags }) => flags.includes('urgent'), 'ticket.closeUrgent'];
/** A question is answered on the call also where its category is an urgent one (domain document 4.5: within 2 h). */
const urgentMatter: Bar = [
  ({ kind, flags }) => kind !== 'consultation' && flags.includes('urgent'),
  'ticket.closeUrgent',
];
const ofCity: Bar = [({ source }) => source === 'cityPlatform', 'ticket.answerOwnOnly'];
const notOfCity: Bar = [({ source }) => source !== 'cityPlatform', 'ticket.notOfCity'];
const noQuestion: Bar = [
  ({ kind }) => kind !== null && kind !== 'consultation',
  'ticket.answerQuestionOnly',
];
const undone: Bar = [({ citations }) => needsHandling(citations), 'ticket.needsHandling'];
const notToBeReturned: Bar = [
  ({ work }) => work?.returnLocked === true || work?.city?.appointed === true,
  'ticket.returnLocked',
];
const returnNotAsked: Bar = [
  ({ work }) => work?.cityReturn?.state !== 'asked',
  'ticket.returnNotAsked',
];
/** Mass, supervised, confidential, wrongdoing: a second pair of eyes. Nothing urgent waits for it (4.2, notes). */
const forLead: Bar = [
  ({ kind, flags }, actor) =>
    actor === 'agent' && (kind === 'report' || flags.some((flag) => leadFlags.includes(flag))),
  'ticket.forLead',
];
const complaint: Bar = [
  ({ kind }, actor) => actor === 'agent' && kind === 'complaint',
  'ticket.forLead',
];
const leadFlags: readonly string[] = ['mass', 'supervised', 'confidential'];
/** One rework is the agent's to order; what follows is the lead's. */
const reworkedAlready: Bar = [
  ({ work }, actor) => actor === 'agent' && (work?.reworks ?? 0) >= 1,
  'ticket.forLead',
];
const flaggedNotUrgent: Bar = [
  (subject, actor) => !subject.flags.includes('urgent') && forLead[0](subject, actor),
  'ticket.assignByProposal',
];
/** Whoever was merged into it is owed an answer of it: it cannot go without one, nor into a third. */
const hasMerged: Bar = [({ work }) => followersOf(work).length > 0, 'ticket.hasMerged'];
/** Who was answered with a main ticket is called back also while its own reply goes on. */
const notOwing: Bar = [({ callbackOwed }) => !callbackOwed, 'ticket.stepNotNow'];
const noCallbackOwed: Bar = [({ callbackOwed }) => !callbackOwed, 'ticket.alreadyClosed'];
const applicationOpen: Bar = [
  ({ work }) => (work?.applications ?? []).some(({ state }) => openApplications.includes(state)),
  'ticket.applicationOpen',
];
const callbackOwing: Bar = [({ callbackOwed }) => callbackOwed === true, 'ticket.callbackOwed'];
/** A citizen who has said so once needs no other proof that the answer did not do. */
const notUnsolved: Bar = [
  ({ work }) => !['unsolved', 'partly'].includes(work?.callbacks.at(-1)?.solved ?? ''),
  'ticket.alreadyClosed',
];
/** Whose department has taken it in hand gives it back by an application; an agent alone may mend what nobody has signed yet. */
const returnNotGranted: Bar = [
  ({ state, flags, work }, actor) =>
    actor === 'agent' &&
    state === 'inHandling' &&
    !flags.includes('urgent') &&
    !(work?.applications ?? []).some(
      ({ what, isGranted, at }) =>
        what === 'return' && isGranted === true && at >= (work?.assignment?.at ?? 0),
    ),
  'ticket.returnNotGranted',
];
const notInIncident: Bar = [({ work }) => work?.incident === undefined, 'incident.notJoined'];
const openApplications: readonly ApplicationState[] = ['submitted', 'agreed', 'atCity', 'answered'];

const desk: readonly Role[] = ['agent', 'lead'];
const overseers: readonly Role[] = ['lead', 'officer'];
const department: readonly Role[] = ['department'];
const open = ticketStates.filter((state) => isOpen({ state }));
/** What was asked is answered and explained also after the ticket has been closed. */
const notArchived = ticketStates.filter((state) => state !== 'archived');
const isTaken = (state: TicketState) => state !== 'awaitingSignIn';
const withDepartment = ['assigned', 'inHandling'] as const;
/** Neither still the city's to give, nor before it. */
const isOurs = (state: TicketState) =>
  !['awaitingSignIn', 'returnPending', 'submittedToCity'].includes(state);

/**
 * The whole course: act → from where, who may, where to, what may stand in the way, which clock begins. The buttons, the checks of desk
 * and hub, and the diagram in `docs/flow.md` read this one table. Domain document, 4.2.
 */
export const flow: Readonly<Record<FlowAct, readonly FlowStep[]>> = {
  edit: [
    { from: ['none'], who: desk, next: 'screening', starts: ['assign'] },
    { from: open, who: desk, next: 'same' },
  ],
  directAnswer: [
    {
      from: ['none', 'screening'],
      who: desk,
      next: 'closed',
      bars: [confidential, ofCity, urgentMatter, noQuestion, undone],
    },
  ],
  selfHandled: [
    {
      from: ['none', 'screening', 'selfHandling'],
      who: desk,
      next: 'closed',
      nextOfCity: 'awaitingReply',
      bars: [confidential, urgent],
    },
  ],
  urge: [{ from: withDepartment, who: [...desk, 'hub'], next: 'same' }],
  escalate: [{ from: open, who: ['hub'], next: 'same' }],
  sign: [{ from: ['awaitingSignIn'], who: desk, next: 'screening', starts: ['assign'] }],
  notAccept: [
    {
      from: ['screening'],
      who: desk,
      next: 'notAccepted',
      nextOfCity: 'awaitingReply',
      bars: [complaint, hasMerged],
    },
  ],
  askReturn: [
    {
      from: ['awaitingSignIn', 'screening'],
      who: desk,
      next: 'same',
      bars: [notOfCity, notToBeReturned, hasMerged],
      starts: ['cityReturn'],
    },
  ],
  sendReturn: [
    {
      from: ['awaitingSignIn', 'screening'],
      who: overseers,
      next: 'returnPending',
      bars: [notOfCity, notToBeReturned, returnNotAsked, hasMerged],
    },
  ],
  keepReturn: [
    {
      from: ['awaitingSignIn', 'screening'],
      who: overseers,
      next: 'same',
      bars: [returnNotAsked],
    },
  ],
  cityReturned: [{ from: ['returnPending'], who: ['city'], next: 'returned' }],
  selfHandle: [{ from: ['screening'], who: desk, next: 'selfHandling', bars: [confidential] }],
  assign: [
    {
      from: ['screening', 'selfHandling'],
      who: desk,
      next: 'assigned',
      bars: [flaggedNotUrgent],
      starts: ['departmentSign', 'firstContact', 'result'],
    },
  ],
  propose: [
    {
      from: ['screening', 'selfHandling'],
      who: desk,
      next: 'awaitingApproval',
      bars: [urgent],
      starts: ['approve'],
    },
  ],
  approve: [
    {
      from: ['awaitingApproval'],
      who: [...overseers, 'agent'],
      next: 'assigned',
      starts: ['departmentSign', 'firstContact', 'result'],
    },
  ],
  sendBack: [{ from: ['awaitingApproval'], who: overseers, next: 'screening', starts: ['assign'] }],
  departmentSign: [{ from: ['assigned'], who: department, next: 'inHandling' }],
  apply: [
    {
      from: [...withDepartment, 'awaitingAudit', 'awaitingCallback', 'awaitingReply'],
      who: department,
      next: 'same',
      starts: ['application'],
    },
  ],
  reassign: [
    {
      from: withDepartment,
      who: desk,
      next: 'assigned',
      bars: [returnNotGranted],
      starts: ['departmentSign', 'firstContact', 'result'],
    },
  ],
  firstContact: [{ from: withDepartment, who: [...department, ...desk], next: 'same' }],
  supervise: [{ from: open, who: overseers, next: 'same' }],
  endSupervision: [{ from: open, who: overseers, next: 'same' }],
  submitResult: [
    { from: ['inHandling'], who: department, next: 'awaitingAudit', starts: ['audit'] },
  ],
  auditFail: [
    {
      from: ['awaitingAudit'],
      who: desk,
      next: 'inHandling',
      starts: ['result'],
    },
  ],
  auditPass: [
    {
      from: ['awaitingAudit'],
      who: desk,
      next: 'awaitingCallback',
      bars: [forLead],
      starts: ['callback'],
    },
  ],
  callback: [
    { from: ['awaitingCallback'], who: desk, next: 'awaitingReply', starts: ['reply'] },
    { from: ['closed'], who: desk, next: 'same', bars: [noCallbackOwed] },
    { from: ['awaitingReply', 'submittedToCity'], who: desk, next: 'same', bars: [notOwing] },
  ],
  rework: [
    {
      from: ['awaitingCallback', 'awaitingReply'],
      who: desk,
      next: 'assigned',
      bars: [reworkedAlready],
      starts: ['departmentSign', 'result'],
    },
    {
      from: ['closed'],
      who: desk,
      next: 'assigned',
      bars: [notUnsolved, reworkedAlready],
      starts: ['departmentSign', 'result'],
    },
  ],
  cityRework: [
    {
      from: ['submittedToCity', 'closed'],
      who: ['city'],
      next: 'assigned',
      starts: ['departmentSign', 'result'],
    },
  ],
  reply: [
    {
      from: ['awaitingReply'],
      who: desk,
      next: 'closed',
      nextOfCity: 'submittedToCity',
      bars: [forLead],
    },
  ],
  cityConfirmed: [{ from: ['submittedToCity'], who: ['city'], next: 'closed' }],
  cityRejected: [
    { from: ['submittedToCity'], who: ['city'], next: 'awaitingAudit', starts: ['audit'] },
  ],
  withdraw: [
    {
      from: open.filter((state) => state !== 'submittedToCity' && state !== 'returnPending'),
      who: desk,
      next: 'withdrawn',
      nextOfCity: 'awaitingReply',
      bars: [hasMerged],
    },
  ],
  archive: [
    {
      from: ['closed', 'returned', 'notAccepted', 'withdrawn'],
      who: ['hub'],
      next: 'archived',
      bars: [applicationOpen, callbackOwing],
    },
  ],
  correct: [{ from: ['archived'], who: ['lead'], next: 'same' }],
  judgeApplication: [{ from: notArchived, who: desk, next: 'same' }],
  confirmApplication: [{ from: notArchived, who: overseers, next: 'same' }],
  cityAnswered: [{ from: notArchived, who: ['city'], next: 'same' }],
  explainApplication: [{ from: notArchived, who: desk, next: 'same' }],
  message: [
    {
      from: open.filter(isTaken),
      who: [...desk, ...department],
      next: 'same',
    },
  ],
  attach: [{ from: open.filter(isTaken), who: [...desk, ...department], next: 'same' }],
  detach: [{ from: open.filter(isTaken), who: [...desk, ...department], next: 'same' }],
  answerCaller: [{ from: notArchived, who: desk, next: 'same', bars: [notInIncident] }],
  leaveIncident: [{ from: notArchived, who: desk, next: 'same', bars: [notInIncident] }],
  merge: [{ from: mergeableStates, who: desk, next: 'merged', bars: [hasMerged, forLead] }],
  absorb: [{ from: open.filter(isOurs), who: desk, next: 'same' }],
  split: [{ from: ['merged'], who: desk, next: 'screening' }],
  splitOff: [{ from: open, who: desk, next: 'same' }],
  mainAnswered: [{ from: ['merged'], who: ['hub'], next: 'awaitingReply', starts: ['reply'] }],
};

/** The state in which an action leaves the ticket with the step that does so, or the code of why it may not be done. */
export type FlowAnswer =
  | { readonly kind: 'possible'; readonly next: TicketState; readonly step: FlowStep }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** Acts that a ticket closed by the desk still takes: the city's answer is owed, and what the city says to it. */
const afterClosing: ReadonlySet<FlowAct> = new Set<FlowAct>([
  'escalate',
  'callback',
  'rework',
  'judgeApplication',
  'confirmApplication',
  'cityAnswered',
  'explainApplication',
  'reply',
  'cityConfirmed',
  'cityRejected',
  'cityRework',
  'archive',
  'correct',
  'answerCaller',
  'leaveIncident',
]);

/** May `actor` do this to the ticket as it would stand? */
export function flowOf(subject: FlowSubject, act: FlowAct, actor: Actor): FlowAnswer {
  const { state } = subject;
  if (subject.closedAs !== null && !afterClosing.has(act))
    return { kind: 'refused', code: 'ticket.alreadyClosed' };
  const step = flow[act].find(({ from }) => from.includes(state));
  if (!step) return { kind: 'refused', code: refusalIn(state, act) };
  if (!step.who.includes(actor)) return { kind: 'refused', code: 'hub.forbidden' };
  const bar = step.bars?.find(([isBarred]) => isBarred(subject, actor));
  if (bar) return { kind: 'refused', code: bar[1] };
  const next = subject.source === 'cityPlatform' ? (step.nextOfCity ?? step.next) : step.next;
  if (next !== 'same') return { kind: 'possible', next, step };
  return { kind: 'possible', next: state === 'none' ? 'screening' : state, step };
}

/** The ticket is closed: it is shown, never edited. */
export function isTicketLocked(ticket: Pick<Ticket, 'state' | 'closedAs'>): boolean {
  return ticket.closedAs !== null || !isOpen(ticket);
}
