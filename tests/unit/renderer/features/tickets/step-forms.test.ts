import { stepFieldNames } from '../../../../../src/shared/domain/tickets/step-fields.ts';
import { describe, expect, it } from 'vitest';
import {
  type StepForm,
  beginningOf,
  longestOf,
  mainSteps,
  missingIn,
  stepForms,
  stillOffered,
} from '../../../../../src/renderer/features/tickets/step-forms.ts';
import { bulkForm } from '../../../../../src/renderer/features/tickets/bulk-acts.ts';
import { optionText } from '../../../../../src/renderer/features/tickets/step-option-text.ts';
import { ticketActionSchema } from '../../../../../src/shared/contract/tickets/action-schemas.ts';
import { shippedDepartments as departments } from '../../../../../src/shared/domain/office/departments.ts';
import { flow } from '../../../../../src/shared/domain/tickets/flow.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const applicationId = '3f1f7d44-0d53-4b8e-9d13-6a4f4f0b0a01';
const ticket = {
  ...aTicket(),
  categoryCode: 'drainage.cover',
  district: '江汉区',
  work: {
    ...noWork,
    applications: (['submitted', 'agreed', 'answered'] as const).map((state, index) => ({
      applicationId: applicationId.replace(/1$/, String(index)),
      what: 'extend' as const,
      reason: '需开挖',
      basis: '',
      newDueAt: 1,
      suggestedOwner: '',
      state,
      at: 1,
      byWorkNo: '9001',
      departmentId: 'bureau.jianghan',
      steps: [],
    })),
  },
};

/** Every field that must be filled is, with what there is to choose. */
function filled(form: StepForm): Record<string, string> {
  const values: Record<string, string> = { ...beginningOf(form, ticket, departments) };
  for (const { name, kind, options } of form.fields) {
    const choices = options?.(ticket, departments) ?? [];
    if (kind === 'day') values[name] = '2026-07-01';
    else if (kind === 'several')
      values[name] = choices.slice(0, name === 'assistIds' ? 2 : 9).join(' ');
    else values[name] ||= choices[0] ?? '已核实';
  }
  return values;
}

describe('the forms of the steps', () => {
  it.each(stepForms.map((form) => [form.act, form] as const))(
    'of %s: makes what the boundary takes, once nothing is missing',
    (act, form) => {
      const values = filled(form);
      expect(missingIn(form, values, { ticket, departments })).toEqual([]);
      const action = form.action(values);
      expect(ticketActionSchema.parse(action)).toEqual(action);
      expect(action.kind).toBe(act);
      expect(
        flow[act].some(({ who }) => who.some((one) => one === 'agent' || one === 'lead')),
      ).toBe(true);
    },
  );

  it.each(stepForms.map((form) => [form.act, form] as const))(
    'of %s: takes no more of a line than the boundary does',
    (_act, form) => {
      const longest = form.fields
        .filter(({ kind }) => kind === 'line')
        .map((field) => [field.name, '水'.repeat(longestOf(field))]);
      const action = form.action({ ...filled(form), ...Object.fromEntries(longest) });
      expect(ticketActionSchema.parse(action)).toEqual(action);
    },
  );

  it('offers the end of a supervision only where the office has begun it', () => {
    const form = stepForms.find(({ act }) => act === 'endSupervision');
    const flagged = { ...ticket, flags: ['supervised'] as const };
    const supervision = { level: 'listed', owner: '总队', dueAt: 1, reason: '', at: 1 } as const;
    const ours = { ...noWork, supervision: { ...supervision, byWorkNo: '1002' } };
    expect(form?.isFor?.(flagged)).toBe(false);
    expect(form?.isFor?.({ ...flagged, work: ours })).toBe(true);
    const ended = { ...ours, supervision: { ...ours.supervision, endedAt: 2 } };
    expect(form?.isFor?.({ ...flagged, work: ended })).toBe(false);
  });

  it('says what is missing: words of blanks are none, and every check is needed to pass', () => {
    const of = (act: string) => stepForms.find((form) => form.act === act) ?? stepForms[0];
    const missing = (act: string, values: Record<string, string>) => {
      const form = of(act);
      return form && missingIn(form, values, { ticket, departments });
    };
    expect(missing('rework', { reason: '   ' })).toEqual(['reason']);
    expect(missing('auditPass', { checks: 'onTopic lawful complete' })).toEqual(['checks']);
    expect(missing('auditPass', { checks: 'onTopic lawful complete readable' })).toEqual([]);
    expect(missing('callback', { contact: 'reached' })).toEqual(['solved', 'satisfaction']);
    expect(missing('callback', { contact: 'noAnswer' })).toEqual([]);
    expect(missing('auditFail', { reason: '缺照片' })).toEqual(['failed']);
  });

  it('begins with what is known: the usual department, the reply of the last result', () => {
    const begun = (act: string, of = ticket) => {
      const form = stepForms.find((one) => one.act === act);
      return form && beginningOf(form, of, departments);
    };
    expect(begun('assign')).toMatchObject({ leadId: 'bureau.jianghan' });
    expect(begun('explainApplication')?.['applicationId']).toBe(
      ticket.work.applications[2]?.applicationId,
    );
    expect(begun('reply', { ...ticket, answer: '已修复' })).toMatchObject({ text: '已修复' });
    expect(begun('reply', { ...ticket, answer: '长'.repeat(4000) })?.['text']).toHaveLength(2000);
  });

  it('offers a main step only where the table has it, and each field once', () => {
    for (const [state, act] of Object.entries(mainSteps))
      expect(flow[act].some(({ from }) => from.some((one) => one === state))).toBe(true);
    expect(new Set(stepFieldNames).size).toBe(stepFieldNames.length);
    expect(new Set(stepForms.map(({ act }) => act)).size).toBe(stepForms.length);
  });

  it('of the reply offers the files that may go to the city, the department’s ticked, and not for many tickets at once', () => {
    const file = (index: number, of: object) => ({
      attachmentId: applicationId.replace(/1$/, String(index)),
      fileName: `${index}.jpg`,
      mediaType: 'image/jpeg' as const,
      byteLength: 1,
      sha256: 'a'.repeat(64),
      forWhat: 'evidence' as const,
      at: 1,
      byWorkNo: '5001',
      ...of,
    });
    const departmentId = 'bureau.jianghan';
    const [theirs, shown, kept] = [
      file(1, { departmentId }),
      file(2, { isForDepartment: true as const }),
      file(3, {}),
    ];
    const ofCity = {
      ...ticket,
      source: 'cityPlatform' as const,
      flags: [],
      work: {
        ...noWork,
        city: { cityNo: 'WH1', dispatchedAt: 0, dueAt: null },
        assignment: {
          leadId: departmentId,
          assistIds: [],
          instruction: '',
          phonedTo: '',
          at: 1,
          byWorkNo: '1001',
        },
        attachments: [theirs, shown, kept],
      },
    };
    const form = stepForms.find(({ act }) => act === 'reply');
    if (!form) throw new Error('there is a form of the reply');
    const field = form.fields.find(({ name }) => name === 'cityFiles');
    expect(field?.options?.(ofCity, departments)).toEqual([
      theirs.attachmentId,
      shown.attachmentId,
    ]);
    expect(
      field
        ?.options?.(ofCity, departments)
        .map((option) => optionText({ name: 'cityFiles', option, ticket: ofCity, departments })),
    ).toEqual(['1.jpg · 江汉区水务局', '2.jpg']);
    const values = { ...beginningOf(form, ofCity, departments), text: '已疏通' };
    expect(form.action(values)).toMatchObject({ cityFiles: [theirs.attachmentId] });
    const gone = { ...ofCity, work: { ...ofCity.work, attachments: [shown] } };
    expect(form.action(stillOffered(form, gone, values))).not.toHaveProperty('cityFiles');
    expect(form.action({ ...values, cityFiles: '' })).not.toHaveProperty('cityFiles');
    expect(bulkForm('reply').fields.map(({ name }) => name)).toEqual(['text', 'channel']);
    expect(
      bulkForm('reply').action({
        ...beginningOf(bulkForm('reply'), ofCity, departments),
        text: 'x',
      }),
    ).not.toHaveProperty('cityFiles');
  });
});
