import { describe, expect, it } from 'vitest';
import {
  actionOf,
  beginningOf,
  formsFor,
  missingIn,
} from '../../../../src/renderer/officer/act-forms.ts';
import { officerActInput } from '../../../../src/shared/contract/officer/schemas.ts';
import { assignIt, takeCourse } from '../../../support/course-ticket.ts';

const supervised = {
  level: 'listed',
  owner: '江汉区水务局负责人',
  dueAt: '2026-06-20T17:30',
  reason: '重复反映',
} as const;

describe('what an officer fills in', () => {
  it('is what the flow lets an officer do, the decision first', () => {
    const course = takeCourse();
    const proposed = course.take('lead', { ...assignIt, kind: 'propose', reason: '涉及多户' });
    expect(formsFor(proposed)).toEqual(['approve', 'sendBack', 'supervise']);
    const assigned = course.take('officer', { kind: 'approve', decidedBy: '', authority: '' });
    expect(formsFor(assigned)).toEqual(['supervise']);
    const listed = course.take('officer', actionOf('supervise', supervised, assigned));
    expect(formsFor(listed)).toEqual(['supervise', 'endSupervision', 'check']);
    const checked = course.take(
      'officer',
      actionOf('check', { ...beginningOf('check', listed), note: '已到现场' }, listed),
    );
    expect(checked.work?.supervision).toMatchObject({
      level: 'listed',
      owner: supervised.owner,
      dueAt: Date.UTC(2026, 5, 20, 9, 30),
      reason: '每周核查：已到现场',
    });
  });

  it('is a command that the hub reads, and says what is missing', () => {
    const course = takeCourse();
    const ticket = course.take('lead', assignIt);
    expect(missingIn('supervise', { owner: ' ' })).toEqual(['level', 'owner', 'dueAt', 'reason']);
    expect(missingIn('approve', {})).toEqual([]);
    const commandId = '00000000-0000-4000-8000-000000000001';
    const asked = { commandId, ticketId: commandId, revision: 1 };
    const action = actionOf('supervise', supervised, ticket);
    expect(officerActInput.parse({ ...asked, action }).action).toEqual(action);
  });
});
