import { type FormEvent, useState } from 'react';
import { applicationKinds } from '../../shared/domain/tickets/ticket-work.ts';
import type { DepartmentTicket } from '../../shared/domain/tickets/department-view.ts';
import { PhraseField } from '../parts/phrase-field.tsx';
import { departmentFactsOf } from './department-facts.ts';
import { useText } from '../parts/use-text.ts';
import {
  type ActField,
  type ActValues,
  type DepartmentActKind,
  type FieldName,
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
  const [isTried, setTried] = useState(false);
  const missing = missingIn(act, values);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = missing;
    if (first) document.getElementById(`act-${first}`)?.focus();
    else void take(act);
  };
  return (
    <form className="dform" aria-label={t(`flow.acts.${act}`)} onSubmit={submit} noValidate>
      <h3>{t(`flow.acts.${act}`)}</h3>
      <div className="dform__fields">
        {fieldsOf(act, values).map((field, index) => (
          <Field
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            isMissing={isTried && missing.includes(field.name)}
            isFirst={index === 0}
            onTyped={(value) => type({ ...values, [field.name]: value } satisfies ActValues)}
          />
        ))}
      </div>
      {act === 'submitResult' && <p className="panel__note">{t('department.noFiles')}</p>}
      <div className="dform__foot">
        <button type="submit" className="button button--main" disabled={isBusy}>
          {t(isBusy ? 'department.taking' : `flow.acts.${act}`)}
        </button>
        <button type="button" className="button" onClick={() => begin(null)}>
          {t('department.cancel')}
        </button>
        <span className="panel__note">{t('department.kept')}</span>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly field: ActField;
  readonly value: string;
  readonly isMissing: boolean;
  readonly isFirst: boolean;
  onTyped(value: string): void;
}

function Field({ field, value, isMissing, isFirst, onTyped }: FieldProps) {
  const t = useText();
  const { name, max, must } = field;
  const label = t(`department.fields.${name}`);
  const id = `act-${name}`;
  const same = {
    id,
    value,
    className: 'input',
    autoFocus: isFirst,
    'aria-invalid': isMissing,
    'aria-required': must,
    'aria-describedby': isMissing ? `${id}-why` : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onTyped(event.target.value),
  };
  return (
    <div className={`dfield dfield--${field.kind}`}>
      <label htmlFor={id}>
        {label}
        {must && <span aria-hidden> *</span>}
      </label>
      <Input field={field} max={max} same={same} name={name} />
      {isMissing && (
        <p className="field__error" id={`${id}-why`} role="alert">
          {t('department.must', { field: label })}
        </p>
      )}
    </div>
  );
}

interface InputProps {
  readonly field: ActField;
  readonly max: number;
  readonly name: FieldName;
  readonly same: React.ComponentProps<'input'> &
    React.ComponentProps<'textarea'> &
    React.ComponentProps<'select'>;
}

/** A text of some length, with the office's text modules at its caret. */
function Lines({ same, max }: Pick<InputProps, 'same' | 'max'>) {
  const loadPhrases = useDepartment((state) => state.loadPhrases);
  const ticket = useDepartment((state) => state.ticket);
  const user = useDepartment((state) => state.user);
  const now = useDepartment((state) => state.now);
  return (
    <PhraseField
      scope="department"
      value={String(same.value ?? '')}
      isBarred={false}
      load={loadPhrases}
      facts={() => (ticket === null ? {} : departmentFactsOf({ ticket, user, now }))}
    >
      {(attach) => <textarea {...same} {...attach} rows={3} maxLength={max} autoComplete="off" />}
    </PhraseField>
  );
}

/** Nothing typed is offered again by the browser, nor kept by it. */
function Input({ field, max, same }: InputProps) {
  const t = useText();
  switch (field.kind) {
    case 'lines':
      return <Lines same={same} max={max} />;
    case 'line':
      return <input {...same} type="text" maxLength={max} autoComplete="off" />;
    case 'day':
      return <input {...same} type="date" autoComplete="off" />;
    case 'time':
      return <input {...same} type="datetime-local" autoComplete="off" />;
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
