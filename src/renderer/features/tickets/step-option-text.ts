import {
  type DepartmentCatalogue,
  departmentName,
} from '../../../shared/domain/office/departments.ts';
import { attachmentsOf } from '../../../shared/domain/tickets/attachments.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { noWork } from '../../../shared/domain/tickets/ticket-work.ts';
import { type StepFact, factValueText } from '../../../shared/domain/tickets/flow-facts.ts';
import type { StepFieldName } from '../../../shared/domain/tickets/step-fields.ts';

/** Fields whose choices have the words of a line in the course. */
const facts: Partial<Readonly<Record<StepFieldName, StepFact>>> = {
  ground: 'ground',
  checks: 'failed',
  failed: 'failed',
  contact: 'contact',
  solved: 'solved',
  satisfaction: 'satisfaction',
  channel: 'channel',
  basis: 'basis',
  level: 'level',
  agrees: 'agrees',
};

/** One choice of a step's field in words. */
export function optionText({
  name,
  option,
  ticket,
  departments,
}: {
  name: StepFieldName;
  option: string;
  ticket: Ticket;
  departments: DepartmentCatalogue;
}): string {
  const fact = facts[name];
  if (fact) return factValueText(fact, option);
  if (name === 'leadId' || name === 'assistIds') return departmentName(departments, option);
  if (name === 'isReached')
    return factValueText('contact', option === 'yes' ? 'reached' : 'noAnswer');
  const file = attachmentsOf(ticket).find(({ attachmentId }) => attachmentId === option);
  if (file) {
    const { departmentId, fileName } = file;
    return departmentId === undefined
      ? fileName
      : `${fileName} · ${departmentName(departments, departmentId)}`;
  }
  const { applications } = ticket.work ?? noWork;
  const one = applications.find(({ applicationId }) => applicationId === option);
  return one ? `${factValueText('application', one.what)} · ${one.reason}` : option;
}
