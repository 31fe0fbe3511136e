import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../../../../src/shared/domain/office/office-rules.ts';
import { escalatedTo, hubDueOf } from '../../../../../src/shared/domain/tickets/hub-due.ts';
import { intakeOf } from '../../../../../src/shared/domain/tickets/intake-merge.ts';
import { decideTicket } from '../../../../../src/shared/domain/tickets/ticket-machine.ts';
import { type Ticket, isOpen } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { assignIt, resultOfIt, takeCourse } from '../../../../support/course-ticket.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { lives, play } from '../../../../support/ticket-lives.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What the hub does to the ticket until `until`, each thing when its time has come. */
function hubDoes(start: Ticket, until: number) {
  const done: { readonly at: number; readonly kind: string; readonly ticket: Ticket }[] = [];
  let ticket = start;
  for (;;) {
    const due = hubDueOf(ticket);
    if (due === null || due.at > until) return done;
    const at = Math.max(due.at, ticket.updatedAt);
    const { ticketId, ticketNo, revision } = ticket;
    const decision = decideTicket(
      ticket,
      {
        ticketId,
        ticketNo,
        base: { revision, intake: intakeOf(ticket) },
        call: null,
        action: due.action,
      },
      {
        at,
        workNo: '',
        role: 'hub',
        numberKeyOf: () => null,
        eventId: `e${done.length}`,
        rules: shippedRules,
      },
    );
    if (decision.kind === 'refused') throw new Error(`${due.action.kind}: ${decision.code}`);
    ({ ticket } = decision);
    done.push({ at, kind: due.action.kind, ticket });
    if (done.length > 100) throw new Error('never ends');
  }
}

/** In the hands of its department, with the instants of its limits. */
function inHand() {
  const course = takeCourse({ deadline: { dueAt: Date.UTC(2026, 8, 1), rule: '市级时限' } });
  course.take('agent', assignIt);
  course.take('department', { kind: 'departmentSign' });
  course.take('department', { kind: 'firstContact', isReached: true, note: '' });
  const limit = course.work().clocks.find(({ step }) => step === 'result');
  if (!limit) throw new Error('no limit');
  return { course, startedAt: limit.startedAt, wholeMs: limit.dueAt - limit.startedAt };
}

describe('what the hub owes a ticket', () => {
  it('urges the department at half, four fifths and the end of its limit, and then tells the lead', () => {
    const { course, startedAt, wholeMs } = inHand();
    const done = hubDoes(course.ticket(), startedAt + wholeMs);
    expect(done.map(({ kind, at }) => [kind, (at - startedAt) / wholeMs])).toEqual([
      ['urge', 0.5],
      ['urge', 0.8],
      ['urge', 1],
      ['escalate', 1],
    ]);
    const last = done.at(-1)?.ticket;
    expect(last?.urgedCount).toBe(3);
    expect(last && escalatedTo(last)).toBe('lead');
    expect(last?.course.at(-1)).toMatchObject({ act: 'escalate', byWorkNo: '' });
  });

  it('does once what was missed while the hub was off', () => {
    const { course, startedAt, wholeMs } = inHand();
    course.pass(wholeMs * 0.9);
    course.take('hub', { kind: 'urge', reason: '系统按时限自动催办' });
    expect(hubDueOf(course.ticket())?.at).toBe(startedAt + wholeMs);
  });

  it('takes an outer deadline to the lead when a fifth of it is left, and to the officer when it is over', () => {
    const course = takeCourse({ work: noWork });
    const { openedAt, deadline } = course.ticket();
    const wholeMs = (deadline?.dueAt ?? 0) - openedAt;
    const done = hubDoes(course.ticket(), openedAt + 2 * wholeMs);
    expect(done.map(({ at }) => (at - openedAt) / wholeMs)).toEqual([0.8, 1]);
    expect(done.map(({ ticket }) => escalatedTo(ticket))).toEqual(['lead', 'officer']);
  });

  it('stands before nobody any more once the step was done', () => {
    const { course, startedAt, wholeMs } = inHand();
    const late = hubDoes(course.ticket(), startedAt + wholeMs).at(-1)?.ticket;
    expect(late && escalatedTo(late)).toBe('lead');
    const again = takeCourse({ ...late });
    again.pass(wholeMs);
    again.take('department', resultOfIt);
    expect(escalatedTo(again.ticket())).toBeNull();
  });

  it('archives thirty days after the end, never while a call-back is owed or an application open', () => {
    const closed = { state: 'closed', closedAt: 5 } as const;
    const { ticket } = takeCourse(closed);
    expect(hubDueOf(ticket())).toEqual({ at: 5 + 30 * dayMs, action: { kind: 'archive' } });
    expect(hubDueOf(takeCourse({ ...closed, callbackOwed: true }).ticket())).toBeNull();
    const [archived] = hubDoes(ticket(), 5 + 30 * dayMs);
    expect(archived?.ticket.state).toBe('archived');
    expect(archived && hubDueOf(archived.ticket)).toBeNull();
  });

  // A failing run prints its seed.
  it('is never refused by the table, comes to an end, and urges no limit more than three times', () => {
    fc.assert(
      fc.property(lives, fc.nat(60), (life, days) => {
        const taken = play(life);
        const ticket = taken.at(-1)?.after;
        fc.pre(ticket !== undefined);
        const done = hubDoes(ticket, ticket.updatedAt + days * dayMs);
        const results = (ticket.work?.clocks ?? []).filter(({ step }) => step === 'result').length;
        expect(done.filter(({ kind }) => kind === 'urge').length).toBeLessThanOrEqual(3 * results);
        const end = done.at(-1)?.ticket ?? ticket;
        expect(isOpen(end)).toBe(isOpen(ticket));
        const { urgedCount, work } = end;
        expect([urgedCount - ticket.urgedCount, work?.results ?? []]).toEqual([
          done.filter(({ kind }) => kind === 'urge').length,
          ticket.work?.results ?? [],
        ]);
      }),
      { numRuns: 150 },
    );
  });
});
