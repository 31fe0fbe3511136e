import { describe, expect, it } from 'vitest';
import {
  type ActValues,
  actionOf,
  actsFor,
  departmentActs,
  fieldsOf,
  missingIn,
  officeTime,
} from '../../../../src/renderer/department/act-forms.ts';
import { departmentActInput } from '../../../../src/shared/contract/department/schemas.ts';
import { applicationKinds } from '../../../../src/shared/domain/tickets/ticket-work.ts';

const applicationId = '0a1b2c3d-0000-4000-8000-000000000001';
const filled: ActValues = {
  contact: 'yes',
  note: '已说明',
  facts: '堵塞',
  cause: '杂物',
  action: '疏通',
  doneOn: '2026-06-15',
  publicReply: '已疏通',
  what: 'extend',
  newDueAt: '2026-06-20T17:30',
  reason: '停水作业',
  suggestedOwner: '市水务集团',
  text: '今晚施工',
};

describe('the forms of a department', () => {
  it.each(departmentActs)('%s, filled in, is an act that the hub reads', (act) => {
    expect(missingIn(act, filled)).toEqual([]);
    const action = actionOf(act, filled, applicationId);
    const asked = { commandId: applicationId, ticketId: applicationId, revision: 1, action };
    expect(departmentActInput.parse(asked)).toEqual(asked);
  });

  it('say what is missing, and not of blanks that they are words', () => {
    expect(missingIn('submitResult', { facts: '  ' })).toEqual([
      'facts',
      'cause',
      'action',
      'doneOn',
      'publicReply',
    ]);
    expect(missingIn('departmentSign', {})).toEqual([]);
  });

  it('ask of an application what its kind needs', () => {
    const namesOf = (what: string) => fieldsOf('apply', { what }).map(({ name }) => name);
    expect(namesOf('extend')).toContain('newDueAt');
    expect(namesOf('return')).toContain('suggestedOwner');
    for (const what of applicationKinds.filter((kind) => !['extend', 'return'].includes(kind))) {
      expect(namesOf(what)).toEqual(['what', 'reason', 'basis']);
      expect(actionOf('apply', { ...filled, what }, applicationId)).toMatchObject({
        newDueAt: null,
        suggestedOwner: '',
      });
    }
  });

  it('read a time as that of the office, wherever the browser is', () => {
    expect(officeTime('2026-06-20T17:30')).toBe(Date.UTC(2026, 5, 20, 9, 30));
    expect(officeTime('')).toBeNull();
  });

  it('offer what the flow lets a department do', () => {
    expect(actsFor({ state: 'assigned' })[0]).toBe('departmentSign');
    expect(actsFor({ state: 'inHandling' })[0]).toBe('submitResult');
    expect(actsFor({ state: 'awaitingAudit' })).toEqual(['apply', 'message']);
    expect(actsFor({ state: 'archived' })).toEqual([]);
  });
});
