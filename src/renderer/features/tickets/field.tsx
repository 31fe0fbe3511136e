import type { ReactNode } from 'react';
import type { Intake } from '../../../shared/domain/tickets/ticket.ts';
import { useText } from '../../parts/use-text.ts';
import { type Sheet, clashesOf } from '../../workbench/sheet.ts';
import { FieldClash } from './field-clash.tsx';

export type FieldName = Exclude<keyof Intake, 'citations'>;

/** What a control needs to be named and described for everyone. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
  readonly 'aria-describedby': string | undefined;
}

export interface FieldProps {
  readonly name: FieldName;
  readonly label: string;
  readonly required?: boolean;
  readonly sheet: Sheet;
  readonly aside?: ReactNode;
  children(control: ControlProps): ReactNode;
}

const choices: readonly FieldName[] = ['kind', 'categoryCode', 'district'];
const wide: readonly FieldName[] = ['against', 'content', 'answer'];

/** Label, control, and the message of what is wrong, at the field. */
export function Field({ name, label, required = false, sheet, aside, children }: FieldProps) {
  const t = useText();
  const id = `ticket-${name}`;
  const error = sheet.errors[name];
  const clashes = clashesOf(sheet).includes(name);
  const messageId = `${id}-error`;
  const key = error === 'required' && choices.includes(name) ? 'requiredChoice' : error;
  return (
    <div className={wide.includes(name) ? 'field field--wide' : 'field'}>
      <div className="field__head">
        <label htmlFor={id}>
          {label}
          {required && <span aria-hidden> *</span>}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-invalid': error !== undefined || clashes,
        'aria-required': required,
        'aria-describedby': error || clashes ? messageId : undefined,
      })}
      {key && (
        <p id={messageId} className="field__error">
          {t(`ticket.errors.${key}`, { field: label })}
        </p>
      )}
      <FieldClash id={messageId} name={name} sheet={sheet} />
    </div>
  );
}
