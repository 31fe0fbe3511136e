import { describe, expect, it } from 'vitest';
import {
  type ApplicationKind,
  noWork,
} from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { assignIt, takeCourse } from '../../../../support/course-ticket.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const applied = (what: ApplicationKind, newDueAt: number | null = null, id = 'a1') =>
  ({
    kind: 'apply',
    applicationId: id,
    what,
    reason: '需开挖',
    basis: '施工许可办理中',
    newDueAt,
    suggestedOwner: '',
  }) as const;
const judged = (agrees: boolean) =>
  ({ kind: 'judgeApplication', applicationId: 'a1', agrees, words: '理由充分' }) as const;
const confirmed = { ...judged(true), kind: 'confirmApplication' } as const;
const explained = {
  kind: 'explainApplication',
  applicationId: 'a1',
  words: '同意延期',
  rule: '延期须在到期前提出，最多 10 个工作日',
} as const;

function inHandling(source: 'phone' | 'cityPlatform' = 'phone') {
  const course = takeCourse({ source });
  course.take('agent', assignIt);
  course.take('department', { kind: 'departmentSign' });
  const limit = () => course.work().clocks.findLast(({ step }) => step === 'result');
  return { course, limit };
}

describe('applications of a department', () => {
  it('moves the inner limit only when it has been explained, and the outer one never', () => {
    const { course, limit } = inHandling();
    const before = limit();
    const { deadline } = course.ticket();
    const asked = (before?.dueAt ?? 0) + 3 * dayMs;
    course.take('department', applied('extend', asked));
    course.take('agent', judged(true));
    course.take('lead', confirmed);
    expect(limit()).toEqual(before);
    expect(course.work().applications[0]).toMatchObject({ state: 'answered', isGranted: true });
    course.take('agent', explained);
    expect(limit()).toMatchObject({ dueAt: asked, ruleId: 'extension' });
    expect(course.ticket().deadline).toEqual(deadline);
    expect(course.work().applications[0]?.steps.map(({ state }) => state)).toEqual([
      'agreed',
      'answered',
      'explained',
    ]);
  });

  it('goes up to the city for a ticket of the city, whose answer may move the outer limit', () => {
    const { course } = inHandling('cityPlatform');
    course.take('department', applied('extend', course.now() + 7 * dayMs));
    course.take('agent', judged(true));
    course.take('lead', confirmed);
    expect(course.work().applications[0]?.state).toBe('atCity');
    expect(course.ask('agent', explained)).toMatchObject({ code: 'ticket.applicationNotNow' });
    const dueAt = course.now() + 12 * dayMs;
    course.take('city', { ...confirmed, kind: 'cityAnswered', dueAt });
    expect(course.ticket().deadline?.dueAt).toBe(dueAt);
    course.take('agent', explained);
    expect(course.work().applications[0]?.state).toBe('explained');
  });

  it('has each its own limit at the desk: judging one leaves that of another running', () => {
    const { course } = inHandling();
    course.take('department', applied('return'));
    course.pass(hourMs);
    course.take('department', applied('hardCase', null, 'a2'));
    course.take('agent', judged(true));
    const running = course
      .work()
      .clocks.filter(({ step, stoppedAt }) => step === 'application' && stoppedAt === undefined);
    expect(running.map(({ startedAt }) => startedAt)).toEqual([course.now()]);
  });

  it('is no return of a demand that an office has appointed us for', () => {
    const city = { cityNo: 'C1', dispatchedAt: 1, dueAt: null, appointed: true } as const;
    const course = takeCourse({ source: 'cityPlatform', work: { ...noWork, city } });
    course.take('agent', assignIt);
    expect(course.ask('department', applied('return'))).toMatchObject({
      code: 'ticket.returnLocked',
    });
  });

  it('ends at the desk when that refuses, without any effect', () => {
    const { course, limit } = inHandling();
    const before = limit();
    course.take('department', applied('extend', (before?.dueAt ?? 0) + dayMs));
    course.take('agent', judged(false));
    expect(course.work().applications[0]).toMatchObject({ state: 'refused', isGranted: false });
    expect(course.ask('lead', confirmed)).toMatchObject({ code: 'ticket.applicationNotNow' });
    expect(limit()).toEqual(before);
  });

  it('is in time: a return within two working days, an extension before its limit, ten days at most, once', () => {
    const { course, limit } = inHandling();
    const dueAt = limit()?.dueAt ?? 0;
    for (const newDueAt of [null, dueAt, dueAt + 30 * dayMs])
      expect(course.ask('department', applied('extend', newDueAt))).toMatchObject({
        code: 'ticket.extensionTooLong',
      });
    course.pass(4 * dayMs + hourMs);
    expect(course.ask('department', applied('return'))).toMatchObject({
      code: 'ticket.applicationLate',
    });
    course.take('department', applied('extend', dueAt + dayMs));
    expect(course.ask('department', applied('extend', dueAt + dayMs, 'a2'))).toMatchObject({
      code: 'ticket.applicationOpen',
    });
    course.take('agent', judged(true));
    course.take('lead', confirmed);
    course.take('agent', explained);
    expect(course.ask('department', applied('extend', dueAt + 2 * dayMs, 'a2'))).toMatchObject({
      code: 'ticket.applicationTwice',
    });
    course.pass(20 * dayMs);
    expect(course.ask('department', applied('extend', dueAt + 90 * dayMs, 'a3'))).toMatchObject({
      code: 'ticket.applicationLate',
    });
  });

  it('is one, however often it is sent', () => {
    const { course } = inHandling();
    course.take('department', applied('thirdParty'));
    course.take('department', { ...applied('hardCase'), applicationId: 'a1' });
    expect(course.work().applications).toHaveLength(1);
  });
});
