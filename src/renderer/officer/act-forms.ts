import type { OfficerActAsked } from '../../shared/contract/officer/schemas.ts';
import { flowOf } from '../../shared/domain/tickets/flow.ts';
import { flowSubject } from '../../shared/domain/tickets/flow-subject.ts';
import { officerActs, type OfficerAct } from '../../shared/domain/tickets/officer-view.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import type { Application } from '../../shared/domain/tickets/ticket-work.ts';

/** What an officer fills in: each act, and the weekly check of a listed supervision, which names it anew with a later word. */
export type OfficerForm = OfficerAct | 'check';

export type FieldName =
  | 'authority'
  | 'reason'
  | 'applicationId'
  | 'agrees'
  | 'words'
  | 'level'
  | 'owner'
  | 'dueAt'
  | 'note';

export interface ActField {
  readonly name: FieldName;
  readonly kind: 'line' | 'lines' | 'time' | 'level' | 'agrees' | 'application';
  readonly max: number;
  readonly must: boolean;
}

/** What is typed, by field. */
export type ActValues = Readonly<Partial<Record<FieldName, string>>>;

const field = (name: FieldName, kind: ActField['kind'], max: number, must = true): ActField => ({
  name,
  kind,
  max,
  must,
});
const reason = field('reason', 'lines', 500);

const fields: Readonly<Record<OfficerForm, readonly ActField[]>> = {
  approve: [field('authority', 'line', 200, false)],
  sendBack: [reason],
  sendReturn: [],
  keepReturn: [reason],
  confirmApplication: [
    field('applicationId', 'application', 40),
    field('agrees', 'agrees', 3),
    field('words', 'lines', 500),
  ],
  supervise: [
    field('level', 'level', 20),
    field('owner', 'line', 80),
    field('dueAt', 'time', 16),
    reason,
  ],
  endSupervision: [reason],
  check: [field('note', 'lines', 400), field('dueAt', 'time', 16)],
};

/** What a form asks. */
export function fieldsOf(form: OfficerForm): readonly ActField[] {
  return fields[form];
}

const saidIn = (values: ActValues, name: FieldName): string => (values[name] ?? '').trim();

/** Fields that still have to say something. */
export function missingIn(form: OfficerForm, values: ActValues): readonly FieldName[] {
  return fieldsOf(form)
    .filter(({ name, must }) => must && saidIn(values, name) === '')
    .map(({ name }) => name);
}

/** `2026-06-20T17:30` as it is read in the office, in epoch ms; 0, which no limit is, for no time. */
export function officeTime(typed: string): number {
  const at = Date.parse(`${typed}:00+08:00`);
  return Number.isNaN(at) ? 0 : at;
}

/** Epoch ms as a field of the form shows it, at the office. */
function typedTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** What a form begins with. */
export function beginningOf(form: OfficerForm, ticket: Ticket): ActValues {
  const { supervision } = ticket.work ?? {};
  if (form === 'check' && supervision) return { dueAt: typedTime(supervision.dueAt) };
  const [only, ...others] = waitingApplications(ticket);
  if (form === 'confirmApplication' && only && others.length === 0)
    return { applicationId: only.applicationId };
  return {};
}

/** Applications that wait for the second word. */
export function waitingApplications({ work }: Ticket): readonly Application[] {
  return (work?.applications ?? []).filter(({ state }) => state === 'agreed');
}

/** Said before what was found at the weekly check, so that the course tells one from a new supervision. */
const checkMark = '每周核查：';

/** The act that the filled form stands for. */
export function actionOf(
  form: OfficerForm,
  values: ActValues,
  { work }: Ticket,
): OfficerActAsked['action'] {
  const said = (name: FieldName) => saidIn(values, name);
  switch (form) {
    case 'approve':
      return { kind: form, decidedBy: '', authority: said('authority') };
    case 'sendReturn':
      return { kind: form };
    case 'sendBack':
    case 'keepReturn':
    case 'endSupervision':
      return { kind: form, reason: said('reason') };
    case 'confirmApplication':
      return {
        kind: form,
        applicationId: said('applicationId'),
        agrees: said('agrees') === 'yes',
        words: said('words'),
      };
    case 'supervise':
      return {
        kind: form,
        level: said('level') === 'listed' ? 'listed' : 'supervised',
        owner: said('owner'),
        dueAt: officeTime(said('dueAt')),
        reason: said('reason'),
      };
    case 'check':
      return {
        kind: 'supervise',
        level: 'listed',
        owner: work?.supervision?.owner ?? '',
        dueAt: officeTime(said('dueAt')),
        reason: `${checkMark}${said('note')}`,
      };
  }
}

/** What the flow lets the officer do to the ticket as it is; what has to be decided stands first. */
export function formsFor(ticket: Ticket): readonly OfficerForm[] {
  const subject = flowSubject(ticket, ticket);
  const isSupervised = ticket.flags.includes('supervised');
  const acts = officerActs.filter((act) => {
    if (flowOf(subject, act, 'officer').kind === 'refused') return false;
    if (act === 'keepReturn') return ticket.work?.cityReturn?.state === 'asked';
    if (act === 'confirmApplication') return waitingApplications(ticket).length > 0;
    if (act === 'endSupervision') return isSupervised;
    return true;
  });
  const isListed = isSupervised && ticket.work?.supervision?.level === 'listed';
  return isListed ? [...acts, 'check'] : acts;
}
