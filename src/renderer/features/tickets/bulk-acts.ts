import type { TicketState } from '../../../shared/domain/tickets/ticket.ts';
import { type StepForm, reasonField, stepForms } from './step-forms.ts';

/** What is done to many tickets of the list at once, in the order of the buttons. */
export const bulkActs = ['merge', 'urge', 'assign', 'supervise', 'message', 'reply'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** For the lead alone; the others' own rights are judged ticket by ticket. */
export const ofLead: readonly BulkAct[] = ['supervise'];

const urge: StepForm = {
  act: 'urge',
  fields: [reasonField],
  action: ({ reason = '' }) => ({ kind: 'urge', reason: reason.trim() }),
};

/** What an act on each single ticket asks before it is previewed. Merging is one order about all of them. */
export function bulkForm(act: Exclude<BulkAct, 'merge'>): StepForm {
  const form = stepForms.find((one) => one.act === act) ?? urge;
  // Files are of one ticket.
  return { ...form, fields: form.fields.filter(({ name }) => name !== 'cityFiles') };
}

/** Most tickets that are chosen at once. */
export const mostChosen = 500;

export const mayBeMain = (state: TicketState): boolean =>
  !['awaitingSignIn', 'returnPending', 'submittedToCity', 'merged'].includes(state);
