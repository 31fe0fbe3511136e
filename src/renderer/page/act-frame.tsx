import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../parts/use-text.ts';

/** What every field of an act has, whatever is typed into it. */
export interface ActFieldShape<Name extends string> {
  readonly name: Name;
  readonly kind: string;
  readonly must: boolean;
}

/** Attributes of the input, the select or the text box of a field. */
export type InputAttributes = React.ComponentProps<'input'> &
  React.ComponentProps<'textarea'> &
  React.ComponentProps<'select'>;

export interface ActFrameProps<Field extends ActFieldShape<string>> {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly values: Readonly<Partial<Record<Field['name'], string>>>;
  /** Names of fields that still have to say something. */
  readonly missing: readonly Field['name'][];
  readonly isBusy: boolean;
  readonly note?: string | undefined;
  /** Said below the fields. */
  readonly hint?: string | undefined;
  labelOf(field: Field): string;
  inputOf(field: Field, attributes: InputAttributes): ReactNode;
  onTyped(name: Field['name'], value: string): void;
  onTake(): void;
  onCancel(): void;
}

/** One act on a ticket: its fields, what is missing of them once it was tried, and the two ways out. */
export function ActFrame<Field extends ActFieldShape<string>>(props: ActFrameProps<Field>) {
  const t = useText();
  const { title, missing, isBusy, note, hint } = props;
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = missing;
    if (first) document.getElementById(`act-${first}`)?.focus();
    else props.onTake();
  };
  return (
    <form className="dform" aria-label={title} onSubmit={submit} noValidate>
      <h3>{title}</h3>
      {note && <p className="panel__note">{note}</p>}
      <div className="dform__fields">
        {props.fields.map((field, index) => (
          <FieldFrame
            key={field.name}
            field={field}
            {...props}
            isFirst={index === 0}
            isMissing={isTried && missing.includes(field.name)}
          />
        ))}
      </div>
      {hint && <p className="panel__note">{hint}</p>}
      <div className="dform__foot">
        <button type="submit" className="button button--main" disabled={isBusy}>
          {isBusy ? t('department.taking') : title}
        </button>
        <button type="button" className="button" onClick={props.onCancel}>
          {t('department.cancel')}
        </button>
        <span className="panel__note">{t('department.kept')}</span>
      </div>
    </form>
  );
}

/** Nothing typed is offered again by the browser, nor kept by it. */
function FieldFrame<Field extends ActFieldShape<string>>({
  field,
  values,
  isFirst,
  isMissing,
  labelOf,
  inputOf,
  onTyped,
}: Pick<ActFrameProps<Field>, 'values' | 'labelOf' | 'inputOf' | 'onTyped'> & {
  readonly field: Field;
  readonly isFirst: boolean;
  readonly isMissing: boolean;
}) {
  const t = useText();
  const name: Field['name'] = field.name;
  const label = labelOf(field);
  const id = `act-${name}`;
  return (
    <div className={`dfield dfield--${field.kind}`}>
      <label htmlFor={id}>
        {label}
        {field.must && <span aria-hidden> *</span>}
      </label>
      {inputOf(field, {
        id,
        value: values[name] ?? '',
        className: 'input',
        autoFocus: isFirst,
        autoComplete: 'off',
        'aria-invalid': isMissing,
        'aria-required': field.must,
        'aria-describedby': isMissing ? `${id}-why` : undefined,
        onChange: ({ target }: { readonly target: { readonly value: string } }) =>
          onTyped(name, target.value),
      })}
      {isMissing && (
        <p className="field__error" id={`${id}-why`} role="alert">
          {t('department.must', { field: label })}
        </p>
      )}
    </div>
  );
}
