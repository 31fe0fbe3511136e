import { clip } from '../../../shared/clean-text.ts';
import {
  type DepartmentCatalogue,
  openDepartments,
  suggestDepartment,
} from '../../../shared/domain/office/departments.ts';
import type { PhraseScope } from '../../../shared/domain/phrases/phrases.ts';
import { chosenForCity, mayGoToCity } from '../../../shared/domain/tickets/city-files.ts';
import type { FlowAct } from '../../../shared/domain/tickets/flow-acts.ts';
import type { StepFieldName, StepValues } from '../../../shared/domain/tickets/step-fields.ts';
import {
  type AuditCheck,
  type TicketAction,
  auditChecks,
  refusalGrounds,
} from '../../../shared/domain/tickets/ticket-action.ts';
import type { Ticket, TicketState } from '../../../shared/domain/tickets/ticket.ts';
import {
  type ApplicationState,
  type Supervision,
  callbackContacts,
  noWork,
  replyChannels,
  solvedAnswers,
} from '../../../shared/domain/tickets/ticket-work.ts';

export interface StepField {
  readonly name: StepFieldName;
  readonly kind: 'line' | 'lines' | 'choice' | 'several' | 'day';
  /** Of a choice: what there is to choose. */
  readonly options?: (ticket: Ticket, departments: DepartmentCatalogue) => readonly string[];
  /** Must say something; of several, every one of them where `all`. */
  readonly needs?: 'one' | 'all' | ((values: StepValues) => boolean);
  readonly begins?: (ticket: Ticket, departments: DepartmentCatalogue) => string;
  /** Of several that may be left empty: shown without asking. */
  readonly isInSight?: true;
}

export interface StepForm {
  readonly act: FlowAct;
  readonly fields: readonly StepField[];
  /** Possible in its state, but only where this ticket has something to do it to. */
  readonly isFor?: (ticket: Ticket) => boolean;
  action(values: StepValues): TicketAction;
}

/** The step that usually comes next: the one button that is not in the list. */
export const mainSteps: Partial<Readonly<Record<TicketState, FlowAct>>> = {
  awaitingSignIn: 'sign',
  screening: 'assign',
  awaitingApproval: 'approve',
  awaitingAudit: 'auditPass',
  awaitingCallback: 'callback',
  awaitingReply: 'reply',
};

const said = (values: StepValues, name: StepFieldName): string => (values[name] ?? '').trim();
const several = (values: StepValues, name: StepFieldName): readonly string[] =>
  said(values, name).split(' ').filter(Boolean);
const oneOf = <T extends string>(list: readonly T[], value: string, fallback: T): T =>
  list.find((one) => one === value) ?? fallback;

const line = (name: StepFieldName): StepField => ({ name, kind: 'line' });
const must = (name: StepFieldName): StepField => ({ ...line(name), needs: 'one' });
const choice = (name: StepFieldName, options: NonNullable<StepField['options']>): StepField => ({
  name,
  kind: 'choice',
  options,
  needs: 'one',
});
const reason = must('reason');
/** Why something is done. */
export const reasonField = reason;
const isReached = ({ contact = '' }: StepValues) => contact === 'reached';

/** One that is closed is not offered. */
const openIds = (_ticket: Ticket, departments: DepartmentCatalogue) =>
  openDepartments(departments).map(({ id }) => id);
const usual = ({ categoryCode, district }: Ticket, departments: DepartmentCatalogue) =>
  suggestDepartment(departments, categoryCode, district);
const lead: StepField = {
  ...choice('leadId', openIds),
  begins(ticket, departments) {
    const known = ticket.work?.assignment?.leadId;
    const isOffered = known !== undefined && openIds(ticket, departments).includes(known);
    return isOffered ? known : (usual(ticket, departments)?.leadId ?? '');
  },
};
const assists: StepField = {
  name: 'assistIds',
  kind: 'several',
  options: openIds,
  // Whoever has had it before knows whom it needs.
  begins: (ticket, departments) =>
    ticket.work?.assignment ? '' : (usual(ticket, departments)?.assistIds ?? []).join(' '),
};
const idsOf = (files: readonly { readonly attachmentId: string }[]) =>
  files.map(({ attachmentId }) => attachmentId);
/** In sight although it may be left empty: what is ticked leaves the house. */
const cityFiles: StepField = {
  name: 'cityFiles',
  kind: 'several',
  isInSight: true,
  options: (ticket) => idsOf(mayGoToCity(ticket)),
  begins: (ticket) => idsOf(chosenForCity(ticket)).join(' '),
};
const toWhom = (values: StepValues) => ({
  leadId: said(values, 'leadId'),
  assistIds: several(values, 'assistIds'),
  instruction: said(values, 'instruction'),
  phonedTo: said(values, 'phonedTo'),
});
const byWhom = (values: StepValues) => ({
  decidedBy: said(values, 'decidedBy'),
  authority: said(values, 'authority'),
});
const reasoned = (
  kind: 'keepReturn' | 'sendBack' | 'endSupervision' | 'rework' | 'correct',
): StepForm => ({
  act: kind,
  fields: [reason],
  action: (values) => ({ kind, reason: said(values, 'reason') }),
});
const bare = (kind: 'sign' | 'selfHandle' | 'sendReturn'): StepForm => ({
  act: kind,
  fields: [],
  action: () => ({ kind }),
});

const applicationsIn = (states: readonly ApplicationState[]) => (ticket: Ticket) =>
  (ticket.work ?? noWork).applications
    .filter(({ state }) => states.includes(state))
    .map(({ applicationId }) => applicationId);
const judging = (
  kind: 'judgeApplication' | 'confirmApplication',
  state: ApplicationState,
): StepForm => {
  const open = applicationsIn([state]);
  return {
    act: kind,
    isFor: (ticket) => open(ticket).length > 0,
    fields: [
      { ...choice('applicationId', open), begins: (ticket) => open(ticket)[0] ?? '' },
      choice('agrees', () => ['yes', 'no']),
      must('words'),
    ],
    action: (values) => ({
      kind,
      applicationId: said(values, 'applicationId'),
      agrees: said(values, 'agrees') === 'yes',
      words: said(values, 'words'),
    }),
  };
};
const explainable = applicationsIn(['answered']);
/** Ours to end; what the city has flagged is not. */
const isSupervised = (supervision: Supervision | undefined) =>
  supervision !== undefined && supervision.endedAt === undefined;
/** What the boundary takes of a reply; an answer of the form may be twice as long. */
const longestReply = 2000;
const satisfactions = [5, 4, 3, 2, 1] as const;

/** Every step that is taken at a desk, in the order of the list. Who may, and when, says `flow.ts`. */
export const stepForms: readonly StepForm[] = [
  bare('sign'),
  {
    act: 'assign',
    fields: [lead, line('instruction'), line('phonedTo'), assists],
    action: (values) => ({ kind: 'assign', ...toWhom(values), ...byWhom(values) }),
  },
  {
    act: 'propose',
    fields: [lead, line('instruction'), reason, assists],
    action: (values) => ({ kind: 'propose', ...toWhom(values), reason: said(values, 'reason') }),
  },
  {
    act: 'approve',
    fields: [line('decidedBy'), line('authority')],
    action: (values) => ({ kind: 'approve', ...byWhom(values) }),
  },
  reasoned('sendBack'),
  {
    act: 'reassign',
    fields: [lead, line('instruction'), line('phonedTo'), reason, assists],
    action: (values) => ({ kind: 'reassign', ...toWhom(values), reason: said(values, 'reason') }),
  },
  {
    act: 'auditPass',
    fields: [{ name: 'checks', kind: 'several', options: () => auditChecks, needs: 'all' }],
    action: () => ({ kind: 'auditPass' }),
  },
  {
    act: 'auditFail',
    fields: [{ name: 'failed', kind: 'several', options: () => auditChecks, needs: 'one' }, reason],
    action: (values) => ({
      kind: 'auditFail',
      failed: auditChecks.filter((one): one is AuditCheck =>
        several(values, 'failed').includes(one),
      ),
      reason: said(values, 'reason'),
    }),
  },
  {
    act: 'callback',
    fields: [
      choice('contact', () => callbackContacts),
      { ...choice('solved', () => solvedAnswers), needs: isReached },
      { ...choice('satisfaction', () => satisfactions.map(String)), needs: isReached },
      line('note'),
    ],
    action: (values) => ({
      kind: 'callback',
      contact: oneOf(callbackContacts, said(values, 'contact'), 'noAnswer'),
      solved: solvedAnswers.find((one) => one === said(values, 'solved')) ?? null,
      satisfaction:
        satisfactions.find((one) => String(one) === said(values, 'satisfaction')) ?? null,
      note: said(values, 'note'),
    }),
  },
  {
    act: 'reply',
    fields: [
      {
        name: 'text',
        kind: 'lines',
        needs: 'one',
        begins: ({ answer, work }) =>
          // What its main ticket was answered with comes before the department's words.
          clip(
            work?.mergedInto?.reply ?? work?.results.at(-1)?.publicReply ?? answer,
            longestReply,
          ),
      },
      {
        ...choice('channel', () => replyChannels),
        begins: ({ source }) => (source === 'cityPlatform' ? 'city' : 'phone'),
      },
      cityFiles,
    ],
    action: (values) => ({
      kind: 'reply',
      text: said(values, 'text'),
      channel: oneOf(replyChannels, said(values, 'channel'), 'phone'),
      // A hub of before attachments is sent no such field: there are none to choose.
      ...(said(values, 'cityFiles') === '' ? {} : { cityFiles: several(values, 'cityFiles') }),
    }),
  },
  reasoned('rework'),
  bare('selfHandle'),
  {
    act: 'notAccept',
    fields: [choice('ground', () => refusalGrounds), reason, must('channelTold')],
    action: (values) => ({
      kind: 'notAccept',
      ground: oneOf(refusalGrounds, said(values, 'ground'), 'notWater'),
      reason: said(values, 'reason'),
      channelTold: said(values, 'channelTold'),
    }),
  },
  {
    act: 'askReturn',
    fields: [reason, must('suggestedOwner')],
    action: (values) => ({
      kind: 'askReturn',
      reason: said(values, 'reason'),
      suggestedOwner: said(values, 'suggestedOwner'),
    }),
  },
  bare('sendReturn'),
  reasoned('keepReturn'),
  judging('judgeApplication', 'submitted'),
  judging('confirmApplication', 'agreed'),
  {
    act: 'explainApplication',
    isFor: (ticket) => explainable(ticket).length > 0,
    fields: [
      { ...choice('applicationId', explainable), begins: (ticket) => explainable(ticket)[0] ?? '' },
      must('words'),
      must('rule'),
    ],
    action: (values) => ({
      kind: 'explainApplication',
      applicationId: said(values, 'applicationId'),
      words: said(values, 'words'),
      rule: said(values, 'rule'),
    }),
  },
  {
    act: 'firstContact',
    fields: [choice('isReached', () => ['yes', 'no']), line('note')],
    action: (values) => ({
      kind: 'firstContact',
      isReached: said(values, 'isReached') === 'yes',
      note: said(values, 'note'),
    }),
  },
  {
    act: 'message',
    isFor: ({ work }) => work?.assignment !== undefined,
    fields: [must('text')],
    action: (values) => ({ kind: 'message', text: said(values, 'text') }),
  },
  {
    act: 'supervise',
    fields: [
      choice('level', () => ['supervised', 'listed']),
      must('owner'),
      { name: 'dueOn', kind: 'day', needs: 'one' },
      reason,
    ],
    action: (values) => ({
      kind: 'supervise',
      level: oneOf(['supervised', 'listed'], said(values, 'level'), 'supervised'),
      owner: said(values, 'owner'),
      dueAt: endOfDay(said(values, 'dueOn')),
      reason: said(values, 'reason'),
    }),
  },
  { ...reasoned('endSupervision'), isFor: ({ work }) => isSupervised(work?.supervision) },
  {
    act: 'withdraw',
    fields: [
      choice('basis', () => ['spoken', 'written']),
      must('words'),
      line('decidedBy'),
      line('authority'),
    ],
    action: (values) => ({
      kind: 'withdraw',
      basis: oneOf(['spoken', 'written'], said(values, 'basis'), 'spoken'),
      words: said(values, 'words'),
      ...byWhom(values),
    }),
  },
  reasoned('correct'),
];

/** Characters that a field takes, as the boundary does (`action-schemas.ts`). */
export function longestOf({ name, kind }: StepField): number {
  if (kind === 'lines') return 2000;
  return ['suggestedOwner', 'phonedTo', 'decidedBy', 'owner'].includes(name) ? 80 : 200;
}

/** Fields in which somebody writes a sentence. */
const sentences: ReadonlySet<StepFieldName> = new Set<StepFieldName>([
  'instruction',
  'reason',
  'note',
  'text',
  'words',
]);

/** Whose text modules fit a field of a step; `null` = it takes a name, a day or a choice. */
export function phraseScopeOf({ act }: StepForm, { name, kind }: StepField): PhraseScope | null {
  if ((kind !== 'line' && kind !== 'lines') || !sentences.has(name)) return null;
  if (act === 'callback') return 'callback';
  return act === 'reply' ? 'answer' : 'opinion';
}

/** The last second of a day of Shanghai, `YYYY-MM-DD`. */
function endOfDay(day: string): number {
  return Date.parse(`${day}T23:59:59+08:00`);
}

/** What the fields hold before anybody has typed. */
export function beginningOf(
  { fields }: StepForm,
  ticket: Ticket,
  departments: DepartmentCatalogue,
): StepValues {
  return Object.fromEntries(
    fields.map(({ name, begins }) => [name, begins?.(ticket, departments) ?? '']),
  );
}

/** The values without what was ticked to go to the city and is there no more: a file that somebody has withdrawn meanwhile. */
export function stillOffered(form: StepForm, ticket: Ticket, values: StepValues): StepValues {
  if (!form.fields.includes(cityFiles)) return values;
  const there = idsOf(mayGoToCity(ticket));
  const ticked = several(values, 'cityFiles').filter((one) => there.includes(one));
  return { ...values, cityFiles: ticked.join(' ') };
}

/** Fields that still must say something. */
export function missingIn(
  form: StepForm,
  values: StepValues,
  { ticket, departments }: { readonly ticket: Ticket; readonly departments: DepartmentCatalogue },
): StepFieldName[] {
  return form.fields
    .filter(({ name, needs, options }) => {
      if (needs === undefined) return false;
      if (typeof needs === 'function') return needs(values) && said(values, name) === '';
      if (needs === 'one') return said(values, name) === '';
      return several(values, name).length < (options?.(ticket, departments).length ?? 0);
    })
    .map(({ name }) => name);
}
