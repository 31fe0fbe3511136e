import { expect, it } from 'vitest';
import { shippedDepartments } from '../../../../../src/shared/domain/office/departments.ts';
import {
  type OfficeRules,
  shippedRules,
} from '../../../../../src/shared/domain/office/office-rules.ts';
import {
  assignIt,
  courseDepartment,
  resultOfIt,
  takeCourse,
} from '../../../../support/course-ticket.ts';

const closing = (...ids: string[]): OfficeRules => ({
  ...shippedRules,
  departments: {
    ...shippedDepartments,
    version: 1,
    departments: shippedDepartments.departments.map((one) =>
      ids.includes(one.id) ? { ...one, isActive: false } : one,
    ),
  },
});

it('gives nothing to a department that was closed, which finishes what it has under its name', () => {
  const course = takeCourse();
  course.take('agent', assignIt);
  const closed = closing(courseDepartment, 'group.water');
  course.ruleBy(closed);
  expect(course.take('department', { kind: 'departmentSign' }).state).toBe('inHandling');
  expect(course.take('department', resultOfIt).state).toBe('awaitingAudit');
  expect(course.ticket().handler).toBe('江汉区水务局');

  const other = takeCourse();
  other.take('agent', { ...assignIt, kind: 'propose', reason: '目录外' });
  other.ruleBy(closed);
  const code = 'ticket.departmentClosed';
  const approve = { kind: 'approve', decidedBy: '值班领导', authority: '电话' } as const;
  expect(other.ask('lead', approve)).toMatchObject({ code });
  other.take('lead', { kind: 'sendBack', reason: '部门已停用' });
  expect(other.ask('agent', assignIt)).toMatchObject({ code });
  const works = { ...assignIt, leadId: 'division.works' };
  expect(other.ask('agent', { ...works, assistIds: ['group.water'] })).toMatchObject({ code });
  expect(
    other.ask('agent', { ...works, kind: 'propose', leadId: 'group.water', reason: '' }),
  ).toMatchObject({ code });
  expect(other.take('agent', works).handler).toBe('市水务局规建处');
});
