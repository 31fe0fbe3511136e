import { useState } from 'react';
import type { PhraseScope } from '../../../shared/domain/phrases/phrases.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useDepartments } from '../../parts/use-departments.ts';
import { useText } from '../../parts/use-text.ts';
import type { StepFieldName, StepValues } from '../../../shared/domain/tickets/step-fields.ts';
import { DeskPhraseField } from './desk-phrase-field.tsx';
import { useOpenPlaces } from './open-places-question.tsx';
import {
  type StepField,
  type StepForm,
  longestOf,
  missingIn,
  phraseScopeOf,
} from './step-forms.ts';
import { optionText } from './step-option-text.ts';

export interface StepPanelProps {
  readonly form: StepForm;
  readonly ticket: Ticket;
  readonly values: StepValues;
  readonly isBusy: boolean;
  /** What the button says, where pressing it is not the step yet. */
  readonly submit?: string;
  onTyped(values: StepValues): void;
  onTaken(): void;
  onCancel(): void;
}

/** What a step asks before it is taken. What is typed stays until it was taken or called off. */
export function StepPanel(props: StepPanelProps) {
  const { form, ticket, values, isBusy, submit, onTyped, onTaken, onCancel } = props;
  const t = useText();
  const departments = useDepartments();
  const [isTried, setTried] = useState(false);
  const missing = missingIn(form, values, { ticket, departments });
  const { guard, question } = useOpenPlaces();
  const title = t(`flow.acts.${form.act}`);
  return (
    <form
      className="step"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const [first] = missing;
        if (first) document.getElementById(fieldId(first))?.focus();
        else if (!isBusy) guard(Object.values(values), onTaken);
      }}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Escape' && !nativeEvent.isComposing) onCancel();
      }}
    >
      <h3 className="step__title">{title}</h3>
      <div className="step__fields">
        {form.fields.map((field, index) => (
          <StepFieldRow
            key={field.name}
            field={field}
            ticket={ticket}
            value={values[field.name] ?? ''}
            scope={phraseScopeOf(form, field)}
            isMissing={isTried && missing.includes(field.name)}
            isFirst={index === 0}
            onTyped={(value) => onTyped({ ...values, [field.name]: value })}
          />
        ))}
      </div>
      <div className="step__foot">
        {form.fields.length === 0 && <span>{t('flow.sure', { act: title })}</span>}
        <button
          type="submit"
          className="button button--main"
          disabled={isBusy}
          autoFocus={form.fields.length === 0}
        >
          {isBusy ? t('flow.taking') : (submit ?? title)}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('ticket.cancel')}
        </button>
      </div>
      {question}
    </form>
  );
}

function fieldId(name: StepFieldName): string {
  return `step-${name}`;
}

interface RowProps {
  readonly field: StepField;
  readonly ticket: Ticket;
  readonly value: string;
  /** Whose text modules fit it; `null` = it takes none. */
  readonly scope: PhraseScope | null;
  readonly isMissing: boolean;
  readonly isFirst: boolean;
  onTyped(value: string): void;
}

function StepFieldRow(props: RowProps) {
  const { field, ticket, value, scope, isMissing, isFirst, onTyped } = props;
  const t = useText();
  const departments = useDepartments();
  const { name, kind, needs } = field;
  const id = fieldId(name);
  const label = t(`flow.fields.${name}`);
  const control = {
    id,
    className: 'input',
    autoFocus: isFirst,
    'aria-required': needs === 'one' || needs === 'all',
    'aria-invalid': isMissing,
    'aria-describedby': isMissing ? `${id}-error` : undefined,
    value,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onTyped(event.target.value),
  };
  const options = field.options?.(ticket, departments) ?? [];
  const error = isMissing && (
    <p id={`${id}-error`} className="field__error">
      {t(needs === 'all' ? 'flow.missingAll' : 'flow.missing', { field: label })}
    </p>
  );
  // Nothing to choose is no question.
  if (kind === 'several' && options.length === 0) return null;
  if (kind === 'several') {
    const choices = (
      <fieldset className="step__several" aria-describedby={control['aria-describedby']}>
        <legend>{label}</legend>
        {options.map((option, index) => (
          <Several
            key={option}
            id={index === 0 ? id : `${id}-${option}`}
            isFirst={isFirst && index === 0}
            words={optionText({ name, option, ticket, departments })}
            option={option}
            value={value}
            onTyped={onTyped}
          />
        ))}
        {error}
      </fieldset>
    );
    // What may be left out does not stand in the way of who works by keyboard.
    if (needs !== undefined || field.isInSight === true) return choices;
    return (
      <details className="step__more">
        <summary>{t('flow.optional', { field: label })}</summary>
        {choices}
      </details>
    );
  }
  return (
    <div className={kind === 'lines' ? 'field field--wide' : 'field'}>
      <label htmlFor={id}>
        {label}
        {control['aria-required'] && <span aria-hidden> *</span>}
      </label>
      {kind === 'choice' && (
        <select {...control}>
          <option value="">{t('flow.choose')}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {optionText({ name, option, ticket, departments })}
            </option>
          ))}
        </select>
      )}
      {kind === 'line' && scope === null && (
        <input {...control} autoComplete="off" maxLength={longestOf(field)} />
      )}
      {scope !== null && (
        <DeskPhraseField scope={scope} value={value} isBarred={false}>
          {(attach) =>
            kind === 'lines' ? (
              <textarea
                {...control}
                {...attach}
                autoComplete="off"
                rows={4}
                maxLength={longestOf(field)}
              />
            ) : (
              <input {...control} {...attach} autoComplete="off" maxLength={longestOf(field)} />
            )
          }
        </DeskPhraseField>
      )}
      {kind === 'day' && <input {...control} type="date" />}
      {error}
    </div>
  );
}

interface SeveralProps {
  readonly id: string;
  readonly isFirst: boolean;
  readonly words: string;
  readonly option: string;
  readonly value: string;
  onTyped(value: string): void;
}

function Several({ id, isFirst, words, option, value, onTyped }: SeveralProps) {
  const chosen = value.split(' ').filter(Boolean);
  return (
    <label className="step__one">
      <input
        id={id}
        type="checkbox"
        autoFocus={isFirst}
        checked={chosen.includes(option)}
        onChange={({ target }) =>
          onTyped(
            (target.checked ? [...chosen, option] : chosen.filter((one) => one !== option)).join(
              ' ',
            ),
          )
        }
      />
      {words}
    </label>
  );
}
