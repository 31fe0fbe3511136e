import { useState } from 'react';
import { cleanLine } from '../../../shared/clean-text.ts';
import { useText } from '../../parts/use-text.ts';
import { Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';

/** As many as the hub takes, and as long as a work number may be. */
const most = 10;
const longest = 16;
/** As work numbers are made at the hub; a name is none, and nobody is kept from reading by it. */
const workNoShape = /^[0-9A-Za-z]+$/;
const between = /[\s,，、;；]+/u;

/**
 * 被反映人工号: whom the citizen complains about. Who is named here never reads the ticket. Each key typed is in the
 * sheet at once: a number that waits for an Enter would be missing from what is saved by key, and from the draft.
 */
export function AgainstField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  const against = sheet.intake.against ?? [];
  const kept = against.join('、');
  // What is being typed has separators that the numbers do not have; left, the field shows what is kept.
  const [typed, setTyped] = useState<string | null>(null);
  const isTyped = typed !== null && workNosOf(typed).join('、') === kept;
  const stranger = against.find((one) => !workNoShape.test(one));
  const aside = stranger !== undefined && (
    <span className="field__error" role="status">
      {t('ticket.hints.againstName', { name: stranger })}
    </span>
  );
  return (
    <Field name="against" label={t('ticket.fields.against')} sheet={sheet} aside={aside}>
      {(control) => (
        <input
          {...control}
          className="input"
          autoComplete="off"
          readOnly={readOnly}
          placeholder={readOnly ? '' : t('ticket.hints.against')}
          value={isTyped ? typed : kept}
          onBlur={() => setTyped(null)}
          onChange={({ target }) => {
            setTyped(target.value);
            edit({ against: workNosOf(target.value) });
          }}
        />
      )}
    </Field>
  );
}

function workNosOf(typed: string): string[] {
  const workNos = typed.split(between).map((one) => cleanLine(one).slice(0, longest));
  return [...new Set(workNos.filter((one) => one !== ''))].slice(0, most);
}
