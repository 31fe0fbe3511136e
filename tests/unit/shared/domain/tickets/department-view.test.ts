import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { departmentTicketSchema } from '../../../../../src/shared/contract/department/schemas.ts';
import {
  departmentOrder,
  departmentTabOf,
  departmentView,
} from '../../../../../src/shared/domain/tickets/department-view.ts';
import { departmentsOf } from '../../../../../src/shared/domain/tickets/ticket-audience.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import {
  assignIt,
  courseDepartment,
  resultOfIt,
  takeCourse,
} from '../../../../support/course-ticket.ts';

const other = 'group.water';
const applicationId = '0a1b2c3d-0000-4000-8000-000000000001';
const apply = {
  kind: 'apply',
  applicationId,
  what: 'extend',
  reason: '需要停水作业',
  basis: '第 12 条',
  suggestedOwner: '',
} as const;

describe('what a department sees of a ticket', () => {
  it('is nothing before it is given to it, and nothing of one that is another’s', () => {
    const course = takeCourse();
    expect(departmentView(course.ticket(), courseDepartment)).toBeNull();
    const assigned = course.take('lead', assignIt);
    expect(departmentView(assigned, other)).toBeNull();
    expect(departmentView(assigned, courseDepartment)).toMatchObject({
      tab: 'toSign',
      isLead: true,
      instruction: '请现场核实',
      clock: { step: 'departmentSign' },
    });
    expect(departmentsOf(assigned)).toEqual([courseDepartment]);
  });

  it('follows its work, by the clock that runs out first', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    const signBy = departmentOrder(course.ticket());
    course.pass(60_000);
    expect(departmentTabOf(course.take('department', { kind: 'departmentSign' }))).toBe(
      'inHandling',
    );
    course.take('department', { kind: 'firstContact', isReached: true, note: '已说明' });
    expect(departmentOrder(course.ticket())).toBeGreaterThan(signBy);
    const told = course.take('department', resultOfIt);
    expect(departmentTabOf(told)).toBe('withDesk');
    expect(departmentOrder(told)).toBe(told.deadline?.dueAt);
    const view = departmentView(told, courseDepartment);
    expect(view?.results).toMatchObject([{ facts: resultOfIt.facts, internal: '' }]);
    expect(view?.course.map(({ act }) => act)).toEqual([
      'assign',
      'departmentSign',
      'firstContact',
      'submitResult',
    ]);
  });

  it('tells why the desk was not content, and none of its other words', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    course.take('department', { kind: 'departmentSign' });
    course.take('department', resultOfIt);
    const reason = '缺现场情况';
    course.take('lead', { kind: 'auditFail', failed: ['complete'], reason });
    course.take('lead', {
      kind: 'supervise',
      level: 'supervised',
      owner: '内部责任人',
      dueAt: course.now() + 1,
      reason: '内部理由',
    });
    const view = departmentView(course.ticket(), courseDepartment);
    expect(view?.course.at(-2)?.note).toBe(`reason: ${reason}\nfailed: complete`);
    expect(JSON.stringify(view)).not.toMatch(/内部/);
  });

  it('tells of an application what was refused and why, not what the desk said on the way', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    course.take('department', { kind: 'departmentSign' });
    const limit = course.work().clocks.find(({ step }) => step === 'result')?.dueAt ?? 0;
    course.take('department', { ...apply, newDueAt: limit + 3_600_000 });
    const answerOf = () => departmentView(course.ticket(), courseDepartment)?.applications[0];
    course.take('agent', {
      kind: 'judgeApplication',
      applicationId,
      agrees: true,
      words: '内部意见',
    });
    expect(answerOf()).toMatchObject({ state: 'agreed', answer: '' });
    course.take('lead', {
      kind: 'confirmApplication',
      applicationId,
      agrees: false,
      words: '可以分段停水',
    });
    expect(answerOf()).toMatchObject({
      state: 'refused',
      isGranted: false,
      answer: '可以分段停水',
    });
  });

  it('has nothing that another department wrote, before or beside it', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    course.take('department', { kind: 'departmentSign' });
    course.take('department', { kind: 'message', text: '前一部门的话' });
    course.take('department', { ...resultOfIt, facts: '前一部门的事实' });
    course.take('lead', { kind: 'auditFail', failed: ['onTopic'], reason: '给前一部门的话' });
    course.pass(60_000);
    course.take('lead', { ...assignIt, kind: 'reassign', leadId: other, reason: '改派的内情' });
    const view = departmentView(course.ticket(), other);
    expect(view).toMatchObject({ results: [], messages: [], isLead: true });
    expect(JSON.stringify(view)).not.toMatch(/前一部门|内情/);
  });

  it('fits the contract', () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    const view = departmentView(course.ticket(), courseDepartment);
    expect(departmentTicketSchema.parse(view)).toEqual(view);
  });
});

describe('who asked, as a department sees it', () => {
  const places = ['address', 'content', 'instruction', 'message', 'reason'] as const;
  const givenTo = (number: string, place: (typeof places)[number]): Ticket => {
    const said = `请打 ${number} 找我`;
    const course = takeCourse({
      requesterNumber: number,
      requesterName: '样例名',
      address: place === 'address' ? said : '',
      content: place === 'content' ? `样例名：${said}` : '',
    });
    course.take('lead', { ...assignIt, instruction: place === 'instruction' ? said : '' });
    course.take('agent', { kind: 'message', text: place === 'message' ? said : '请核实' });
    course.take('agent', { kind: 'urge', reason: place === 'reason' ? said : '催' });
    return course.ticket();
  };

  it('has no number and no name anywhere, wherever they were typed', () => {
    const number = fc.oneof(fc.stringMatching(/^1\d{10}$/), fc.stringMatching(/^[2-8]\d{7}$/));
    fc.assert(
      fc.property(number, fc.constantFrom(...places), (typed, place) => {
        const view = departmentView(givenTo(typed, place), courseDepartment);
        const { ticketId: _id, ...told } = view ?? { ticketId: '' };
        expect(view).not.toBeNull();
        expect(JSON.stringify(told)).not.toContain(typed);
        expect(JSON.stringify(told)).not.toContain('样例名');
      }),
    );
  });

  it('may be shown, unless it is a report of wrongdoing or marked as confidential', () => {
    const shown = (of: Partial<Ticket>) => {
      const course = takeCourse(of);
      course.take('lead', assignIt);
      return departmentView(course.ticket(), courseDepartment)?.mayBeShown;
    };
    expect(shown({})).toBe(true);
    expect(shown({ kind: 'report' })).toBe(false);
    expect(shown({ flags: ['confidential'] })).toBe(false);
  });
});
