import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import {
  type MergeDecision,
  type MergeOrder,
  afterMainAnswered,
  decideMerge,
} from '../../../../../src/shared/domain/tickets/merge.ts';
import {
  followersOf,
  outerDueAt,
} from '../../../../../src/shared/domain/tickets/merged-tickets.ts';
import { nextClock } from '../../../../../src/shared/domain/tickets/step-clocks.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { type StepClock, noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { lives, play } from '../../../../support/ticket-lives.ts';
import { takeCourse } from '../../../../support/course-ticket.ts';

/** Tickets as random lives leave them, under ids of their own. */
const tickets = fc.array(lives, { minLength: 2, maxLength: 6 }).map((all) =>
  all.map((life, index): Ticket => {
    const last = play({ ...life, asked: life.asked.slice(0, 8) }).findLast(
      // Of a life that has met others, those others are not here.
      ({ after }) => !after.work?.mergedInto && !after.work?.merged,
    );
    const ticket = last?.after ?? takeCourse().ticket();
    const requester = { requesterName: `市民${index}`, requesterNumber: `1990000000${index}` };
    const calls = { callIds: [`call${index}`], recordingIds: [`recording${index}`] };
    const no = { ticketId: `t${index}`, ticketNo: `SW20260612-1003-00${index}` };
    return { ...ticket, ...requester, ...calls, ...no };
  }),
);
/** One order after another among them: which is the main one, and which others. */
const orders = fc.array(
  fc.record({
    act: fc.constantFrom('merge' as const, 'merge' as const, 'split' as const),
    main: fc.nat(5),
    others: fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const at = Date.UTC(2026, 8, 1);

class Office {
  readonly tickets = new Map<string, Ticket>();
  private count = 0;

  constructor(all: readonly Ticket[]) {
    for (const ticket of all) this.put(ticket);
  }

  put(ticket: Ticket) {
    this.tickets.set(ticket.ticketId, ticket);
  }

  all() {
    return [...this.tickets.values()];
  }

  get(ticketId: string): Ticket {
    const ticket = this.tickets.get(ticketId);
    if (!ticket) throw new Error(`no ${ticketId}`);
    return ticket;
  }

  ask(order: Omit<MergeOrder, 'reason'>, role: 'agent' | 'lead' = 'lead'): MergeDecision {
    this.count += 1;
    const decision = decideMerge(
      { ...order, reason: '同一处积水' },
      {
        main: this.tickets.get(order.mainId) ?? null,
        others: order.otherIds.map((id) => [id, this.tickets.get(id) ?? null]),
      },
      { at: at + this.count, workNo: '2001', role, eventId: `m${this.count}` },
    );
    if (decision.kind === 'accepted')
      for (const ticket of [decision.main, ...decision.others]) this.put(ticket);
    return decision;
  }
}

const ordersIn = (
  all: readonly Ticket[],
  asked: typeof orders extends fc.Arbitrary<infer O> ? O : never,
) =>
  asked.map(({ act, main, others }) => ({
    act,
    mainId: `t${main % all.length}`,
    otherIds: others.map((index) => `t${index % all.length}`),
  }));

const holds = (law: (office: Office, all: readonly Ticket[]) => void) =>
  fc.assert(
    fc.property(tickets, orders, (all, asked) => {
      const office = new Office(all);
      for (const order of ordersIn(all, asked)) {
        office.ask(order);
        law(office, all);
      }
    }),
    { numRuns: 100 },
  );

/** Everything that was said of a ticket: words, calls, results, call-backs, messages, decisions, applications. */
const saidOf = ({ work = noWork, ...ticket }: Ticket) => ({
  words: [ticket.content, ticket.answer, ticket.requesterName, ticket.requesterNumber],
  calls: [ticket.callIds, ticket.recordingIds],
  number: [ticket.ticketNo, work.city],
  work: [work.results, work.callbacks, work.messages, work.decisions, work.applications],
  rating: [ticket.satisfaction, ticket.callbackOwed],
});

describe('laws of merging and splitting', () => {
  it('loses no word, call, number or rating of anybody, and only adds to the course', () => {
    holds((office, all) => {
      for (const before of all) {
        const now = office.get(before.ticketId);
        expect(saidOf(now)).toEqual(saidOf(before));
        expect(now.course.slice(0, before.course.length)).toEqual(before.course);
      }
    });
  });

  it('never makes a circle or a chain: what is merged follows a ticket that follows none', () => {
    holds((office) => {
      for (const ticket of office.all()) {
        const { mergedInto } = ticket.work ?? {};
        expect(ticket.state === 'merged').toBe(mergedInto !== undefined);
        if (!mergedInto) continue;
        const main = office.get(mergedInto.ticketId);
        expect(main.ticketId).not.toBe(ticket.ticketId);
        expect(main.state).not.toBe('merged');
        expect(followersOf(ticket.work)).toEqual([]);
        expect(followersOf(main.work).map(({ ticketId }) => ticketId)).toContain(ticket.ticketId);
      }
      for (const main of office.all())
        for (const { ticketId } of followersOf(main.work))
          expect(office.get(ticketId).work?.mergedInto?.ticketId).toBe(main.ticketId);
    });
  });

  it('gives back by splitting what merging took: state, running limits to the same instants, everything but the course', () => {
    const bare = ({ course: _c, revision: _r, updatedAt: _u, work, ...rest }: Ticket) => {
      const { clocks, ...others } = work ?? noWork;
      const running = clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
      const { mergedInto: _into, ...kept } = others;
      return { ...rest, work: { ...kept, running } };
    };
    // Two limits may end at one instant, so the instant alone puts them in no order.
    const byStep = (a: StepClock, b: StepClock) =>
      a.dueAt - b.dueAt || a.step.localeCompare(b.step);
    let split = 0;
    fc.assert(
      fc.property(tickets, (all) => {
        const office = new Office(all);
        const order = { mainId: 't0', otherIds: all.slice(1).map(({ ticketId }) => ticketId) };
        const merged = office.ask({ act: 'merge', ...order });
        if (merged.kind === 'refused') return;
        const back = office.ask({ act: 'split', ...order });
        expect(back.kind).toBe('accepted');
        for (const before of all.slice(1)) {
          const now = office.get(before.ticketId);
          const running = bare(now).work.running.toSorted(byStep);
          const then = bare(before).work.running.toSorted(byStep);
          expect({ ...bare(now), work: { ...bare(now).work, running } }).toEqual({
            ...bare(before),
            work: { ...bare(before).work, running: then },
          });
          if (now.course.length > before.course.length) split += 1;
        }
        expect(outerDueAt(office.get('t0'))).toBe(outerDueAt(all[0] ?? office.get('t0')));
      }),
      { numRuns: 150 },
    );
    expect(split).toBeGreaterThan(50);
  });

  it('keeps the promise to each: the main ticket is due by the earliest of all, its running limits by no later', () => {
    holds((office) => {
      for (const main of office.all()) {
        const followers = followersOf(main.work);
        const due = followers.flatMap(({ ticketId }) => {
          const { deadline } = office.get(ticketId);
          return deadline === null ? [] : [deadline.dueAt];
        });
        const own = main.deadline === null ? [] : [main.deadline.dueAt];
        const first = Math.min(...own, ...due);
        expect(outerDueAt(main) ?? Infinity).toBe(first);
        const absorbed = main.course.findLast(({ act }) => act === 'absorb');
        const limit = nextClock(main.work, ['result', 'reply']);
        // A limit is never before the moment at which it was shortened.
        const latest = due.length > 0 ? Math.max(absorbed?.at ?? 0, first) : Infinity;
        expect(limit?.dueAt ?? 0).toBeLessThanOrEqual(latest);
      }
    });
  });

  it('changes nothing when the same is asked again', () => {
    fc.assert(
      fc.property(tickets, (all) => {
        const office = new Office(all);
        const order = {
          act: 'merge' as const,
          mainId: 't0',
          otherIds: all.map(({ ticketId }) => ticketId),
        };
        office.ask(order);
        const once = office.all();
        expect(office.ask(order).kind).toBe('refused');
        expect(office.all()).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  it('lets nobody end unanswered: when the main ticket is answered, each is owed its own reply and call-back', () => {
    holds((office) => {
      for (const other of office.all()) {
        const { mergedInto } = other.work ?? {};
        if (!mergedInto) continue;
        const main: Ticket = {
          ...office.get(mergedInto.ticketId),
          answer: '已抢修',
          state: 'closed',
        };
        const context = { at: at + 900, workNo: '', eventId: 'a', rules: shippedRules };
        const next = afterMainAnswered(other, main, context);
        expect(next).toMatchObject({ state: 'awaitingReply', callbackOwed: true });
        expect(next?.work?.mergedInto?.reply).not.toBe('');
        expect(nextClock(next?.work, ['reply'])).not.toBeNull();
        expect(next?.work?.city).toEqual(other.work?.city);
        // Once only.
        expect(next && afterMainAnswered(next, main, context)).toBeNull();
      }
    });
  });

  it('takes 200 and 500 in one act of the lead, 50 of an agent', () => {
    for (const [count, role] of [
      [200, 'lead'],
      [500, 'lead'],
      [50, 'agent'],
    ] as const) {
      const office = new Office(
        Array.from({ length: count + 1 }, (_, index) => ({
          ...takeCourse().ticket(),
          ticketId: `t${index}`,
        })),
      );
      const otherIds = Array.from({ length: count }, (_, index) => `t${index + 1}`);
      const decision = office.ask({ act: 'merge', mainId: 't0', otherIds }, role);
      expect(decision).toMatchObject({ kind: 'accepted', skipped: [] });
      expect(followersOf(office.get('t0').work)).toHaveLength(count);
      expect(office.get('t0').course.at(-1)?.note.length).toBeLessThan(1000);
    }
  });
});
