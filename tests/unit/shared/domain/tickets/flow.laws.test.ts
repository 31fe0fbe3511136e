import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { departments } from '../../../../../src/shared/domain/office/departments.ts';
import { flowActs } from '../../../../../src/shared/domain/tickets/flow-acts.ts';
import { type Actor, flow, flowOf } from '../../../../../src/shared/domain/tickets/flow.ts';
import { intakeOf } from '../../../../../src/shared/domain/tickets/intake-merge.ts';
import {
  type StepAction,
  type TicketAction,
  actOf,
} from '../../../../../src/shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../../../../src/shared/domain/tickets/ticket-machine.ts';
import {
  type Ticket,
  emptyIntake,
  isOpen,
  ticketStates,
} from '../../../../../src/shared/domain/tickets/ticket.ts';
import {
  type TicketWork,
  applicationKinds,
  callbackContacts,
  noWork,
  solvedAnswers,
} from '../../../../../src/shared/domain/tickets/ticket-work.ts';

const openedAt = Date.UTC(2026, 5, 12, 1);
const departmentId = 'bureau.jianghan';

const words = fc.constantFrom('', '已核实', '需现场查看');
const said = fc.constantFrom('已核实', '需现场查看');
const assignees = {
  leadId: fc.constantFrom('', departmentId, ...departments.map(({ id }) => id)),
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
);
const actions: fc.Arbitrary<TicketAction> = fc.oneof(
  { weight: 30, arbitrary: steps },
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

interface Taken {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly action: TicketAction;
  readonly actor: Actor;
}

const lives = fc.record({
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

/** Plays a life: each action by somebody who may, so that lives go far; gives each step that was taken. */
function play({ source, flags, asked }: typeof lives extends fc.Arbitrary<infer L> ? L : never) {
  const taken: Taken[] = [];
  let ticket = startOf(source, flags);
  let at = openedAt;
  asked.forEach(([choice, who, hours], index) => {
    at += hours * 3_600_000;
    const action = choice.find((one) => leadsOn(ticket, one)) ?? choice[0];
    if (!action) return;
    const able = flow[actOf(action)].flatMap((step) => step.who);
    const actor = able[who % Math.max(1, able.length)] ?? 'agent';
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
        at,
        workNo: '1001',
        role: actor,
        ...(actor === 'department'
          ? { departmentId: ticket.work?.assignment?.leadId ?? departmentId }
          : {}),
        numberKeyOf: () => null,
        eventId: `e${index}`,
      },
    );
    if (decision.kind === 'refused') return;
    taken.push({ before: ticket, after: decision.ticket, action, actor });
    ticket = decision.ticket;
  });
  return taken;
}

/** An action that moves the ticket is tried before others, or lives would end where they began. */
const leadsOn = ({ state }: Ticket, action: TicketAction) =>
  flow[actOf(action)].some(({ from, next }) => from.includes(state) && next !== 'same');

const holds = (law: (step: Taken, all: readonly Taken[]) => void) =>
  fc.assert(
    fc.property(lives, (life) => {
      const taken = play(life);
      for (const step of taken) law(step, taken);
    }),
    { numRuns: 150 },
  );

const workOf = ({ work }: Ticket): TicketWork => work ?? noWork;

describe('laws of the flow', () => {
  it('goes far: random lives reach every state but those that need another ticket', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(lives, (life) => {
        for (const { after } of play(life)) reached.add(after.state);
      }),
      // One seed: that the lives go far is a fact about the lives, not a law.
      { numRuns: 600, seed: 20261127 },
    );
    expect(ticketStates.filter((state) => !reached.has(state))).toEqual(['merged']);
  });

  it('never leaves the table', () => {
    /** Where what was given decides, and where to. */
    const others: Partial<Record<string, readonly string[]>> = {
      cityReturned: ['screening'],
      callback: ['awaitingCallback'],
      rework: ['screening'],
      cityRework: ['screening'],
      cityRejected: ['awaitingReply'],
    };
    holds(({ before, after, action }) => {
      const act = actOf(action);
      const step = flow[act].find(({ from }) => from.includes(before.state));
      const nexts = [
        step?.next === 'same' ? before.state : step?.next,
        step?.nextOfCity,
        ...(others[act] ?? []),
      ];
      expect(nexts).toContain(after.state);
    });
  });

  it('never ends a city ticket without an answer to the city', () => {
    holds(({ after }) => {
      if (after.source !== 'cityPlatform' || isOpen(after)) return;
      const isAnswered = workOf(after).reply !== undefined;
      expect(isAnswered || workOf(after).cityReturn?.state === 'accepted').toBe(true);
      expect(['notAccepted', 'withdrawn']).not.toContain(after.state);
    });
  });

  it('lets nobody but the city move the outer clock, least of all an application', () => {
    holds(({ before, after, action }) => {
      if (action.kind === 'cityAnswered' || action.kind === 'cityRework') return;
      expect(after.deadline).toEqual(before.deadline);
    });
  });

  it('only adds: course, results, call-backs, decisions, applications, messages', () => {
    holds(({ before, after }) => {
      expect(after.course.slice(0, before.course.length)).toEqual(before.course);
      expect(after.course.length).toBeGreaterThan(before.course.length);
      const [was, is] = [workOf(before), workOf(after)];
      for (const list of ['results', 'callbacks', 'decisions', 'messages'] as const)
        expect(is[list].slice(0, was[list].length)).toEqual(was[list]);
      expect(
        is.applications.slice(0, was.applications.length).map(({ applicationId: id }) => id),
      ).toEqual(was.applications.map(({ applicationId: id }) => id));
    });
  });

  it('never rewrites a limit: a clock keeps its start, end and rule, and stops once', () => {
    holds(({ before, after }) => {
      const now = workOf(after).clocks;
      workOf(before).clocks.forEach((clock, index) => {
        const { stoppedAt, ...kept } = clock;
        expect(now[index]).toMatchObject(stoppedAt === undefined ? kept : clock);
      });
    });
  });

  it('changes nothing by an application until the department has been told with the rule', () => {
    holds(({ before, after, action }) => {
      if (action.kind !== 'confirmApplication' && action.kind !== 'cityAnswered') return;
      const limits = (ticket: Ticket) =>
        workOf(ticket).clocks.filter(({ step }) => step === 'result');
      expect(limits(after)).toEqual(limits(before));
      expect(workOf(after).reworks).toBe(workOf(before).reworks);
    });
    holds(({ after, action }) => {
      for (const { state, steps: told } of workOf(after).applications)
        if (state === 'explained') expect(told.at(-1)?.words).toMatch(/（.+）$/);
      if (action.kind === 'archive')
        expect(
          workOf(after).applications.every(({ state }) => ['explained', 'refused'].includes(state)),
        ).toBe(true);
    });
  });

  it('lets nothing urgent wait for an approval: one agent alone assigns it, whatever its flags', () => {
    for (const flags of [['urgent'], ['urgent', 'mass', 'confidential', 'supervised']] as const)
      for (const kind of ['help', 'complaint', 'report'] as const)
        expect(
          flowOf(
            {
              state: 'screening',
              closedAs: null,
              source: 'cityPlatform',
              flags,
              kind,
              citations: [],
            },
            'assign',
            'agent',
          ),
        ).toMatchObject({ kind: 'possible', next: 'assigned' });
  });

  it('names every act once, and each step somebody who may', () => {
    expect(Object.keys(flow).toSorted()).toEqual([...flowActs].toSorted());
    for (const act of flowActs)
      for (const { who, from } of flow[act]) {
        expect(who.length).toBeGreaterThan(0);
        expect(from.length).toBeGreaterThan(0);
      }
  });
});
