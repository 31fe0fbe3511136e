import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  departmentFigures,
  measuredSteps,
  monthOf,
  spanOfMonth,
} from '../../../../../src/shared/domain/tickets/department-figures.ts';
import {
  assignIt,
  courseDepartment,
  resultOfIt,
  takeCourse,
} from '../../../../support/course-ticket.ts';
import { lives, play } from '../../../../support/ticket-lives.ts';

const day = 24 * 3_600_000;
const none = { inTime: 0, late: 0, open: 0 };
const one = (fate: keyof typeof none) => ({ ...none, [fate]: 1 });
const figuresOf = (course: ReturnType<typeof takeCourse>, month = '2026-06') =>
  departmentFigures([course.ticket()], {
    departmentId: courseDepartment,
    month,
    now: course.now(),
  });

describe('the figures of a department', () => {
  it('count a limit that runs in no rate, one that was kept in it, and one that ran out against it', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    expect(figuresOf(course)).toMatchObject({
      received: 1,
      steps: { departmentSign: one('open'), result: one('open') },
      late: [],
    });
    course.pass(60_000);
    course.take('department', { kind: 'departmentSign' });
    expect(figuresOf(course).steps.departmentSign).toEqual(one('inTime'));
    course.pass(10 * day);
    const { steps, late } = figuresOf(course);
    expect(steps.result).toEqual(one('late'));
    expect(late).toContainEqual(expect.objectContaining({ step: 'result', doneAt: null }));
    const doneAt = course.now();
    course.take('department', resultOfIt);
    course.pass(day);
    expect(figuresOf(course).late).toContainEqual(
      expect.objectContaining({ step: 'result', doneAt }),
    );
    expect(figuresOf(course).steps.result).toEqual(one('late'));
    expect(figuresOf(course, '2026-05').steps.result).toEqual(none);
  });

  it('count a call that nobody took as the first contact, and a result before any contact as none', () => {
    const called = takeCourse();
    const quick = takeCourse();
    for (const course of [called, quick]) {
      course.take('lead', assignIt);
      course.pass(60_000);
      course.take('department', { kind: 'departmentSign' });
      course.pass(60_000);
    }
    called.take('department', { kind: 'firstContact', isReached: false, note: '无人接听' });
    quick.take('department', resultOfIt);
    expect(figuresOf(called).steps.firstContact).toEqual(one('inTime'));
    expect(figuresOf(quick).steps).toMatchObject({ firstContact: none, result: one('inTime') });
  });

  it('leave out what was called off in time, and what is another’s', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    course.pass(60_000);
    course.take('lead', {
      kind: 'withdraw',
      basis: 'spoken',
      words: '市民撤回',
      decidedBy: '',
      authority: '',
    });
    expect(figuresOf(course).steps.departmentSign).toEqual(none);
    const of = { departmentId: 'group.water', month: '2026-06', now: course.now() };
    expect(departmentFigures([course.ticket()], of).received).toBe(0);
  });

  it('count what was sent back, and the ratings of what ended', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    course.take('department', { kind: 'departmentSign' });
    course.take('department', resultOfIt);
    course.take('lead', { kind: 'auditFail', failed: ['complete'], reason: '请写明原因' });
    expect(figuresOf(course).sentBack).toBe(1);
    const ended = { ...course.ticket(), state: 'closed' as const, closedAt: course.now() };
    const of = { departmentId: courseDepartment, month: '2026-06', now: course.now() };
    const rated = [1, 3, 5, null] as const;
    const tickets = rated.map((satisfaction) => ({ ...ended, satisfaction }));
    expect(departmentFigures(tickets, of)).toMatchObject({ rated: 3, satisfied: 2 });
  });

  it('tell of each limit of any life once, in the month in which it ends, and name all that was late', () => {
    fc.assert(
      fc.property(lives, fc.nat(200), (life, days) => {
        const ticket = play(life).at(-1)?.after;
        fc.pre(ticket?.work?.assignment !== undefined);
        if (!ticket?.work?.assignment) return;
        const now = ticket.updatedAt + days * day;
        const departmentId = ticket.work.assignment.leadId;
        const first = spanOfMonth(monthOf(ticket.openedAt)).from;
        const months = Array.from({ length: 16 }, (_, index) => monthOf(first + 15 * day, -index));
        const all = months.map((month) =>
          departmentFigures([ticket], { departmentId, month, now }),
        );
        const own = ticket.work.clocks.filter(
          ({ step, startedAt }) =>
            measuredSteps.some((measured) => measured === step) &&
            startedAt >= (ticket.work?.assignment?.at ?? 0),
        );
        const sum = (of: (figure: typeof none) => number) =>
          all.flatMap(({ steps }) => Object.values(steps).map(of)).reduce((a, b) => a + b, 0);
        const calledOff = own.length - sum(({ inTime, late, open }) => inTime + late + open);
        expect(calledOff).toBeGreaterThanOrEqual(0);
        // What runs, or was late, is never passed over.
        expect(sum(({ late }) => late)).toBe(
          own.filter(({ stoppedAt, dueAt }) => (stoppedAt ?? now) > dueAt).length,
        );
        expect(all.flatMap(({ late }) => late)).toHaveLength(sum(({ late }) => late));
        expect(sum(({ open }) => open)).toBe(
          own.filter(({ stoppedAt, dueAt }) => stoppedAt === undefined && now <= dueAt).length,
        );
        expect(all.map(({ received }) => received).reduce((a, b) => a + b, 0)).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('has months of Shanghai', () => {
    expect(monthOf(Date.UTC(2026, 4, 31, 16))).toBe('2026-06');
    expect(monthOf(Date.UTC(2026, 0, 15), 1)).toBe('2025-12');
    expect(spanOfMonth('2026-06')).toEqual({
      from: Date.UTC(2026, 4, 31, 16),
      to: Date.UTC(2026, 5, 30, 16),
    });
  });
});
