import type { Intake } from '../../../shared/domain/tickets/ticket.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { DeskPhraseField } from './desk-phrase-field.tsx';
import { Field } from './field.tsx';

export interface FormPartProps {
  readonly sheet: Sheet;
  readonly readOnly: boolean;
  edit(patch: Partial<Intake>): void;
}

export interface TextFieldProps extends FormPartProps {
  readonly name: 'address' | 'content' | 'requesterName';
  readonly maxLength: number;
  /** More than one makes it a text area. */
  readonly lines?: number;
  readonly required?: boolean;
}

export function TextField({
  sheet,
  readOnly,
  edit,
  name,
  maxLength,
  lines = 1,
  required = false,
}: TextFieldProps) {
  const t = useText();
  return (
    <Field name={name} label={t(`ticket.fields.${name}`)} required={required} sheet={sheet}>
      {(control) => {
        const props = {
          ...control,
          className: 'input',
          // A browser keeps the rest in its profile, in clear, for a page that might come back.
          autoComplete: 'off',
          maxLength,
          readOnly,
          placeholder: readOnly ? '' : t(`ticket.hints.${name}`),
          value: sheet.intake[name],
          onChange: (event: { readonly target: { readonly value: string } }) =>
            edit({ [name]: event.target.value }),
        };
        if (name !== 'content')
          return lines > 1 ? <textarea {...props} rows={lines} /> : <input {...props} />;
        return (
          <DeskPhraseField scope="content" value={props.value} isBarred={readOnly}>
            {(attach) => <textarea {...props} {...attach} rows={lines} />}
          </DeskPhraseField>
        );
      }}
    </Field>
  );
}
