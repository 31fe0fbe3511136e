import fc from 'fast-check';
import { type OfficeRules, shippedRules } from '../../src/shared/domain/office/office-rules.ts';
import { shippedDepartments } from '../../src/shared/domain/office/departments.ts';
import { type Actor, flow } from '../../src/shared/domain/tickets/flow.ts';
import type { FlowAct } from '../../src/shared/domain/tickets/flow-acts.ts';
import { intakeOf } from '../../src/shared/domain/tickets/intake-merge.ts';
import { type SetAction, otherTickets, setActs } from './set-lives.ts';
import type { MergeContext } from '../../src/shared/domain/tickets/merge.ts';
import {
  type StepAction,
  type TicketAction,
  actOf,
} from '../../src/shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../src/shared/domain/tickets/ticket-machine.ts';
import { type Ticket, emptyIntake } from '../../src/shared/domain/tickets/ticket.ts';
import {
  applicationKinds,
  callbackContacts,
  clockSteps,
  escalationTargets,
  noWork,
  solvedAnswers,
} from '../../src/shared/domain/tickets/ticket-work.ts';

const openedAt = Date.UTC(2026, 5, 12, 1);
const departmentId = 'bureau.jianghan';

const words = fc.constantFrom('', '已核实', '需现场查看');
const said = fc.constantFrom('已核实', '需现场查看');
const assignees = {
  leadId: fc.constantFrom('', departmentId, ...shippedDepartments.departments.map(({ id }) => id)),
  assistIds: fc.constantFrom([], [departmentId], ['group.water', 'group.water']),
  instruction: words,
  phonedTo: words,
};
const decidedBy = { decidedBy: words, authority: words };
const applicationId = fc.constantFrom('a1', 'a2');
const soon = fc.integer({ min: 0, max: 30 * 24 }).map((hours) => openedAt + hours * 3_600_000);
const judged = { applicationId, agrees: fc.boolean(), words };

/** What ends a life is rare, and what a department needs frequent: else hardly any life would come to a call-back. */
const steps: fc.Arbitrary<StepAction> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'sign' as const,
        'selfHandle' as const,
        'sendReturn' as const,
        'departmentSign' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('notAccept' as const),
      ground: fc.constantFrom('notWater' as const, 'petition' as const),
      reason: said,
      channelTold: said,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('askReturn' as const),
      reason: said,
      suggestedOwner: said,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'keepReturn' as const,
        'sendBack' as const,
        'endSupervision' as const,
        'rework' as const,
        'correct' as const,
        'cityRejected' as const,
      ),
      reason: said,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('assign' as const), ...assignees, ...decidedBy }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('reassign' as const, 'propose' as const),
      ...assignees,
      reason: said,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('approve' as const), ...decidedBy }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('firstContact' as const),
      isReached: fc.boolean(),
      note: words,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('submitResult' as const),
      facts: words,
      cause: words,
      action: words,
      doneOn: fc.constant('2026-06-15'),
      internal: words,
      publicReply: said,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constantFrom('auditPass' as const, 'cityConfirmed' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('auditFail' as const),
      failed: fc.constant(['complete' as const]),
      reason: said,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('callback' as const),
      contact: fc.constantFrom(...callbackContacts),
      solved: fc.option(fc.constantFrom(...solvedAnswers)),
      satisfaction: fc.option(fc.constantFrom(1 as const, 3 as const, 5 as const)),
      note: words,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('reply' as const),
      text: said,
      channel: fc.constantFrom('phone' as const, 'city' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('withdraw' as const),
      basis: fc.constantFrom('spoken' as const, 'written' as const),
      words: said,
      ...decidedBy,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('supervise' as const),
      level: fc.constantFrom('supervised' as const, 'listed' as const),
      owner: said,
      dueAt: soon,
      reason: said,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      applicationId,
      what: fc.constantFrom(...applicationKinds),
      reason: said,
      basis: words,
      newDueAt: fc.option(soon),
      suggestedOwner: words,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('judgeApplication' as const, 'confirmApplication' as const),
      ...judged,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('cityAnswered' as const),
      ...judged,
      dueAt: fc.option(soon),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('explainApplication' as const),
      applicationId,
      words: said,
      rule: said,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('message' as const), text: said }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('cityReturned' as const),
      isAccepted: fc.boolean(),
      words,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('cityRework' as const),
      reason: said,
      dueAt: fc.option(soon),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('archive' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('escalate' as const),
      to: fc.constantFrom(...escalationTargets),
      about: fc.constantFrom('outer' as const, ...clockSteps),
    }),
  },
);
type LifeAction = TicketAction | SetAction;

const actions: fc.Arbitrary<LifeAction> = fc.oneof(
  { weight: 30, arbitrary: steps },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...setActs) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'urge' as const, reason: '再次来电' }) },
  {
    weight: 1,
    arbitrary: fc.constant({ kind: 'edit' as const, changes: { address: '示例路 1 号' } }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      kind: 'close' as const,
      closeAs: 'selfHandled' as const,
      changes: { answer: '已答复' },
    }),
  },
);

const startOf = (source: 'phone' | 'cityPlatform', flags: Ticket['flags']): Ticket => ({
  ...emptyIntake,
  kind: 'help',
  categoryCode: 'supply.pressure',
  district: '江汉区',
  address: '示例路',
  content: '水压低',
  ticketId: 't1',
  ticketNo: 'SW20260612-1003-001',
  source,
  state: source === 'cityPlatform' ? 'awaitingSignIn' : 'screening',
  flags,
  numberKey: null,
  handler: '',
  urgedCount: 0,
  deadline: { dueAt: openedAt + 5 * 24 * 3_600_000, rule: '市级平台时限' },
  openedAt,
  updatedAt: openedAt,
  closedAt: null,
  closedAs: null,
  closedByWorkNo: null,
  callbackOwed: false,
  satisfaction: null,
  callIds: [],
  recordingIds: [],
  course: [],
  revision: 1,
  ...(source === 'cityPlatform'
    ? { work: { ...noWork, city: { cityNo: 'C1', dispatchedAt: openedAt, dueAt: null } } }
    : {}),
});

/** A step of a random life that was accepted. */
export interface Taken {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly action: LifeAction;
  readonly act: FlowAct;
  readonly actor: Actor;
}

/** What is tried, one after the other, at most forty hours apart. */
export const lives = fc.record({
  source: fc.constantFrom('phone' as const, 'cityPlatform' as const),
  flags: fc.subarray(['urgent', 'mass', 'confidential'] as const),
  asked: fc.array(
    fc.tuple(
      fc.array(actions, { minLength: 1, maxLength: 8 }),
      fc.nat(5),
      fc.integer({ min: 0, max: 40 }),
    ),
    { minLength: 15, maxLength: 60 },
  ),
});

type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never;

/** Plays a life: each action by somebody who may, so that lives go far; gives each step that was taken. `rulesOf`: by which the n-th is decided. */
export function play(
  { source, flags, asked }: Life,
  rulesOf: (index: number) => OfficeRules = () => shippedRules,
): readonly Taken[] {
  const taken: Taken[] = [];
  const others = otherTickets(startOf);
  let ticket = startOf(source, flags);
  let at = openedAt;
  asked.forEach(([choice, who, hours], index) => {
    at += hours * 3_600_000;
    const action = choice.find((one) => leadsOn(ticket, one)) ?? choice[0];
    if (!action) return;
    const act = lifeActOf(action);
    const able = flow[act].flatMap((step) => step.who);
    const actor = able[who % Math.max(1, able.length)] ?? 'agent';
    const moment = { at, workNo: '1001', role: actor, eventId: `e${index}` };
    const after = isSetAction(action)
      ? others.take(ticket, action, moment)
      : decided(ticket, action, { ...moment, rules: rulesOf(index) });
    if (after === null) return;
    taken.push({ before: ticket, after, action, act, actor });
    ticket = after;
  });
  return taken;
}

function decided(
  ticket: Ticket,
  action: TicketAction,
  moment: MergeContext & { readonly rules: OfficeRules },
): Ticket | null {
  const decision = decideTicket(
    ticket,
    {
      ticketId: 't1',
      ticketNo: ticket.ticketNo,
      base: { revision: ticket.revision, intake: intakeOf(ticket) },
      call: null,
      action,
    },
    {
      ...moment,
      ...(moment.role === 'department'
        ? { departmentId: ticket.work?.assignment?.leadId ?? departmentId }
        : {}),
      numberKeyOf: () => null,
    },
  );
  return decision.kind === 'refused' ? null : decision.ticket;
}

const isSetAction = (action: LifeAction): action is SetAction =>
  setActs.some((act) => act === action.kind);

const lifeActOf = (action: LifeAction): FlowAct =>
  isSetAction(action) ? action.kind : actOf(action);

/** An action that moves the ticket is tried before others, or lives would end where they began. */
const leadsOn = ({ state }: Ticket, action: LifeAction) =>
  flow[lifeActOf(action)].some(({ from, next }) => from.includes(state) && next !== 'same');
