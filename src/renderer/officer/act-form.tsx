import { type FormEvent, useState } from 'react';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { useText } from '../parts/use-text.ts';
import {
  type ActField,
  type ActValues,
  type OfficerForm,
  beginningOf,
  fieldsOf,
  formsFor,
  missingIn,
  waitingApplications,
} from './act-forms.ts';
import { draftOf } from './tickets-store.ts';
import { useTickets } from './use-office.ts';

/** What can be done now; what has to be decided stands first. Each asks once more in its form. */
export function ActRow({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { act, isBusy, begin } = useTickets();
  const forms = formsFor(ticket);
  if (forms.length === 0) return null;
  return (
    <div className="dacts">
      {forms.map((one, index) => (
        <button
          key={one}
          type="button"
          className={index === 0 ? 'button button--main' : 'button'}
          disabled={isBusy}
          aria-pressed={act === one}
          onClick={() => begin(act === one ? null : one)}
        >
          {t(`officer.acts.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** What the chosen act asks. */
export function ActForm({ ticket }: { readonly ticket: Ticket }) {
  const { act } = useTickets();
  if (act === null || !formsFor(ticket).includes(act)) return null;
  return <Form key={`${ticket.ticketId}${act}`} act={act} ticket={ticket} />;
}

function Form({ act, ticket }: { readonly act: OfficerForm; readonly ticket: Ticket }) {
  const t = useText();
  const { isBusy, begin, take, type, ...state } = useTickets();
  const typed = draftOf({ isBusy, ...state });
  const values: ActValues = { ...beginningOf(act, ticket), ...typed };
  const [isTried, setTried] = useState(false);
  const missing = missingIn(act, values);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = missing;
    if (first) {
      document.getElementById(`act-${first}`)?.focus();
      return;
    }
    if (typed !== values) type(values);
    void take();
  };
  return (
    <form className="dform" aria-label={t(`officer.acts.${act}`)} onSubmit={submit} noValidate>
      <h3>{t(`officer.acts.${act}`)}</h3>
      <p className="panel__note">{t(`officer.effects.${act}`)}</p>
      <div className="dform__fields">
        {fieldsOf(act).map((field, index) => (
          <Field
            key={field.name}
            field={field}
            ticket={ticket}
            value={values[field.name] ?? ''}
            isFirst={index === 0}
            isMissing={isTried && missing.includes(field.name)}
            onTyped={(value) => type({ ...values, [field.name]: value })}
          />
        ))}
      </div>
      <div className="dform__foot">
        <button type="submit" className="button button--main" disabled={isBusy}>
          {t(isBusy ? 'department.taking' : `officer.acts.${act}`)}
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
  readonly ticket: Ticket;
  readonly value: string;
  readonly isFirst: boolean;
  readonly isMissing: boolean;
  onTyped(value: string): void;
}

function Field({ field, ticket, value, isFirst, isMissing, onTyped }: FieldProps) {
  const t = useText();
  const { name, must } = field;
  const label = t(`officer.fields.${name}`);
  const id = `act-${name}`;
  const same = {
    id,
    value,
    className: 'input',
    autoFocus: isFirst,
    autoComplete: 'off',
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
      <Input field={field} ticket={ticket} same={same} />
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
  readonly ticket: Ticket;
  readonly same: React.ComponentProps<'input'> &
    React.ComponentProps<'textarea'> &
    React.ComponentProps<'select'>;
}

function Input({ field, ticket, same }: InputProps) {
  const t = useText();
  const choice = (options: readonly (readonly [value: string, words: string])[]) => (
    <select {...same}>
      <option value="" />
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
  switch (field.kind) {
    case 'lines':
      return <textarea {...same} rows={3} maxLength={field.max} />;
    case 'line':
      return <input {...same} type="text" maxLength={field.max} />;
    case 'time':
      return <input {...same} type="datetime-local" />;
    case 'level':
      return choice([
        ['supervised', t('flow.levels.supervised')],
        ['listed', t('flow.levels.listed')],
      ]);
    case 'agrees':
      return choice([
        ['yes', t('flow.agrees.yes')],
        ['no', t('flow.agrees.no')],
      ]);
    case 'application':
      return choice(
        waitingApplications(ticket).map(({ applicationId, what, reason }) => [
          applicationId,
          `${t(`flow.applications.${what}`)}：${reason}`,
        ]),
      );
  }
}
