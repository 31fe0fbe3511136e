import type { DepartmentAct } from '../../shared/contract/department/schemas.ts';
import type { DepartmentTicket } from '../../shared/domain/tickets/department-view.ts';
import { flow } from '../../shared/domain/tickets/flow.ts';
import { type ApplicationKind, applicationKinds } from '../../shared/domain/tickets/ticket-work.ts';

/** What a department does to a ticket, in the order of the buttons. */
export const departmentActs = [
  'departmentSign',
  'submitResult',
  'firstContact',
  'apply',
  'message',
] as const satisfies readonly DepartmentAct['action']['kind'][];
export type DepartmentActKind = (typeof departmentActs)[number];

export type FieldName =
  | 'contact'
  | 'note'
  | 'facts'
  | 'cause'
  | 'action'
  | 'doneOn'
  | 'internal'
  | 'publicReply'
  | 'what'
  | 'reason'
  | 'basis'
  | 'newDueAt'
  | 'suggestedOwner'
  | 'text';

export interface ActField {
  readonly name: FieldName;
  readonly kind: 'line' | 'lines' | 'day' | 'time' | 'contact' | 'what';
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
const reason = field('reason', 'lines', 1000);
const basis = field('basis', 'line', 500, false);

/** What an act asks, with what has been chosen so far. */
export function fieldsOf(act: DepartmentActKind, { what }: ActValues): readonly ActField[] {
  switch (act) {
    case 'departmentSign':
      return [];
    case 'firstContact':
      return [field('contact', 'contact', 3), field('note', 'lines', 500, false)];
    case 'submitResult':
      return [
        field('facts', 'lines', 2000),
        field('cause', 'lines', 1000),
        field('action', 'lines', 2000),
        field('doneOn', 'day', 10),
        field('publicReply', 'lines', 2000),
        field('internal', 'lines', 2000, false),
      ];
    case 'apply':
      return [
        field('what', 'what', 20),
        ...(what === 'extend' ? [field('newDueAt', 'time', 16)] : []),
        ...(what === 'return' ? [field('suggestedOwner', 'line', 80)] : []),
        reason,
        basis,
      ];
    case 'message':
      return [field('text', 'lines', 1000)];
  }
}

/** Fields that still have to say something. */
export function missingIn(act: DepartmentActKind, values: ActValues): readonly FieldName[] {
  return fieldsOf(act, values)
    .filter(({ name, must }) => must && saidIn(values, name) === '')
    .map(({ name }) => name);
}

const saidIn = (values: ActValues, name: FieldName): string => (values[name] ?? '').trim();

/** `2026-06-20T17:30` as it is read in the office, in epoch ms; `null` for no time. */
export function officeTime(typed: string): number | null {
  const at = Date.parse(`${typed}:00+08:00`);
  return Number.isNaN(at) ? null : at;
}

/** The act that the filled form stands for. `applicationId`: of an application, the same for each try. */
export function actionOf(
  act: DepartmentActKind,
  values: ActValues,
  applicationId: string,
): DepartmentAct['action'] {
  const said = (name: FieldName) => saidIn(values, name);
  switch (act) {
    case 'departmentSign':
      return { kind: act };
    case 'firstContact':
      return { kind: act, isReached: said('contact') === 'yes', note: said('note') };
    case 'submitResult':
      return {
        kind: act,
        facts: said('facts'),
        cause: said('cause'),
        action: said('action'),
        doneOn: said('doneOn'),
        internal: said('internal'),
        publicReply: said('publicReply'),
      };
    case 'apply': {
      const what = kindOf(said('what'));
      return {
        kind: act,
        applicationId,
        what,
        reason: said('reason'),
        basis: said('basis'),
        newDueAt: what === 'extend' ? officeTime(said('newDueAt')) : null,
        suggestedOwner: what === 'return' ? said('suggestedOwner') : '',
      };
    }
    case 'message':
      return { kind: act, text: said('text') };
  }
}

function kindOf(value: string): ApplicationKind {
  return applicationKinds.find((kind) => kind === value) ?? 'extend';
}

/** What can be done in the state that the ticket is in; the first is what usually comes next. */
export function actsFor({ state }: Pick<DepartmentTicket, 'state'>): readonly DepartmentActKind[] {
  return departmentActs.filter((act) =>
    flow[act].some(({ from, who }) => from.includes(state) && who.includes('department')),
  );
}
