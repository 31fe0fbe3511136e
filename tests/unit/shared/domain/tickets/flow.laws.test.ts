import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowActs } from '../../../../../src/shared/domain/tickets/flow-acts.ts';
import { flow, flowOf } from '../../../../../src/shared/domain/tickets/flow.ts';
import {
  type Ticket,
  isOpen,
  ticketStates,
} from '../../../../../src/shared/domain/tickets/ticket.ts';
import {
  type ClockStep,
  type TicketWork,
  noWork,
} from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { type Taken, lives, play } from '../../../../support/ticket-lives.ts';

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
  it('goes far: random lives reach every state', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(lives, (life) => {
        for (const { after } of play(life)) reached.add(after.state);
      }),
      // One seed: that the lives go far is a fact about the lives, not a law.
      { numRuns: 600, seed: 20261127 },
    );
    expect(ticketStates.filter((state) => !reached.has(state))).toEqual([]);
  });

  it('never leaves the table', () => {
    /** Where what was given decides, and where to. */
    const others: Partial<Record<string, readonly string[]>> = {
      cityReturned: ['screening'],
      callback: ['awaitingCallback'],
      rework: ['screening'],
      cityRework: ['screening'],
      cityRejected: ['awaitingReply'],
      split: ['assigned', 'inHandling'],
    };
    holds(({ before, after, act }) => {
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
      // What is merged waits for the answer of its main ticket, and then for its own: `merge.laws.test.ts`.
      if (after.source !== 'cityPlatform' || isOpen(after) || after.state === 'merged') return;
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

  it('runs no limit of a step that the ticket has left behind, and one where an answer is owed', () => {
    const due: Partial<Record<Ticket['state'], readonly ClockStep[]>> = {
      awaitingSignIn: ['signIn', 'cityReturn'],
      screening: ['assign', 'cityReturn'],
      awaitingApproval: ['approve'],
      assigned: ['departmentSign', 'firstContact', 'result'],
      inHandling: ['firstContact', 'result'],
      awaitingAudit: ['audit'],
      awaitingCallback: ['callback'],
      awaitingReply: ['reply'],
      closed: ['callback'],
    };
    holds(({ before, after, act }) => {
      const running = workOf(after)
        .clocks.filter(({ stoppedAt }) => stoppedAt === undefined)
        .map(({ step }) => step);
      const fitting: readonly ClockStep[] = ['application', ...(due[after.state] ?? [])];
      expect(running.filter((step) => !fitting.includes(step))).toEqual([]);
      const isReplyOwed = after.state === 'awaitingReply';
      expect(!isReplyOwed || running.includes('reply')).toBe(true);
      // A demand that comes back to the desk is due again.
      const isBack = after.state === 'screening' && before.state !== 'screening' && act !== 'split';
      expect(!isBack || running.includes('assign')).toBe(true);
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
      const { applications } = workOf(after);
      const explained = applications.filter(({ state }) => state === 'explained');
      expect(explained.every(({ steps }) => /（.+）$/.test(steps.at(-1)?.words ?? ''))).toBe(true);
      const open = applications.filter(({ state }) => !['explained', 'refused'].includes(state));
      expect(action.kind === 'archive' ? open : []).toEqual([]);
    });
  });

  it('lets nothing urgent wait for an approval: one agent alone assigns it, whatever its flags', () => {
    for (const flags of [['urgent'], ['urgent', 'mass', 'confidential', 'supervised']] as const)
      for (const kind of ['help', 'complaint', 'report'] as const) {
        const subject = {
          state: 'screening',
          closedAs: null,
          source: 'cityPlatform',
          flags,
          kind,
          citations: [],
        } as const;
        expect(flowOf(subject, 'assign', 'agent')).toMatchObject({
          kind: 'possible',
          next: 'assigned',
        });
        expect(flowOf(subject, 'propose', 'agent').kind).toBe('refused');
      }
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
