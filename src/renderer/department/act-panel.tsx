import { applicationKinds } from '../../shared/domain/tickets/ticket-work.ts';
import type { DepartmentTicket } from '../../shared/domain/tickets/department-view.ts';
import { ActFrame, type InputAttributes } from '../page/act-frame.tsx';
import { PhraseField } from '../parts/phrase-field.tsx';
import { departmentFactsOf } from './department-facts.ts';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import {
  type ActField,
  type ActValues,
  type DepartmentActKind,
  actsFor,
  fieldsOf,
  missingIn,
} from './act-forms.ts';
import { draftOf } from './department-store.ts';
import { useDepartment } from './use-department.ts';

/** What can be done now; the first is what usually comes next. */
export function ActRow({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  const { isBusy, act } = useDepartment((state) => state);
  const begin = useDepartment((state) => state.begin);
  const take = useDepartment((state) => state.take);
  const acts = actsFor(ticket);
  if (acts.length === 0) return null;
  return (
    <div className="dacts">
      {acts.map((one, index) => (
        <button
          key={one}
          type="button"
          className={index === 0 ? 'button button--main' : 'button'}
          disabled={isBusy}
          aria-pressed={one === 'departmentSign' ? undefined : act === one}
          onClick={() => (one === 'departmentSign' ? void take(one) : begin(one))}
        >
          {t(one === 'departmentSign' ? 'department.sign' : `flow.acts.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** What the chosen act asks. */
export function ActPanel({ ticket }: { readonly ticket: DepartmentTicket }) {
  const act = useDepartment((state) => state.act);
  if (act === null || !actsFor(ticket).includes(act)) return null;
  return <ActForm key={`${ticket.ticketId}${act}`} act={act} />;
}

function ActForm({ act }: { readonly act: DepartmentActKind }) {
  const t = useText();
  const values = useDepartment((state) => draftOf(state, act));
  const isBusy = useDepartment((state) => state.isBusy);
  const { begin, take, type } = useDepartment((state) => state);
  return (
    <ActFrame<ActField>
      title={t(`flow.acts.${act}`)}
      hint={act === 'submitResult' ? t('department.noFiles') : undefined}
      fields={fieldsOf(act, values)}
      values={values}
      missing={missingIn(act, values)}
      isBusy={isBusy}
      labelOf={({ name }) => t(`department.fields.${name}`)}
      inputOf={(field, same) => <Input field={field} same={same} />}
      onTyped={(name, value) => type({ ...values, [name]: value } satisfies ActValues)}
      onTake={() => void take(act)}
      onCancel={() => begin(null)}
    />
  );
}

interface InputProps {
  readonly field: ActField;
  readonly same: InputAttributes;
}

/** A text of some length, with the office's text modules at its caret. */
function Lines({ same, max }: { readonly same: InputAttributes; readonly max: number }) {
  const loadPhrases = useDepartment((state) => state.loadPhrases);
  const ticket = useDepartment((state) => state.ticket);
  const user = useDepartment((state) => state.user);
  const now = useDepartment((state) => state.now);
  const departmentName = useDepartmentName();
  return (
    <PhraseField
      scope="department"
      value={String(same.value ?? '')}
      isBarred={false}
      load={loadPhrases}
      facts={() =>
        ticket === null ? {} : departmentFactsOf({ ticket, user, now, departmentName })
      }
    >
      {(attach) => <textarea {...same} {...attach} rows={3} maxLength={max} />}
    </PhraseField>
  );
}

function Input({ field, same }: InputProps) {
  const t = useText();
  switch (field.kind) {
    case 'lines':
      return <Lines same={same} max={field.max} />;
    case 'line':
      return <input {...same} type="text" maxLength={field.max} />;
    case 'day':
      return <input {...same} type="date" />;
    case 'time':
      return <input {...same} type="datetime-local" />;
    case 'contact':
      return (
        <select {...same}>
          <option value="" />
          <option value="yes">{t('department.contactYes')}</option>
          <option value="no">{t('department.contactNo')}</option>
        </select>
      );
    case 'what':
      return (
        <select {...same}>
          <option value="" />
          {applicationKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`flow.applications.${kind}`)}
            </option>
          ))}
        </select>
      );
  }
}
