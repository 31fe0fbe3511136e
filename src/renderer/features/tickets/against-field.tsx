import { Select } from 'antd';
import { cleanLine } from '../../../shared/clean-text.ts';
import { useText } from '../../parts/use-text.ts';
import { Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';

/** As many as the hub takes, and as long as a work number may be. */
const most = 10;
const longest = 16;
const between = [' ', ',', '，', '、', ';', '；'];

/** 被反映人工号: whom the citizen complains about. Who is named here never reads the ticket. */
export function AgainstField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  return (
    <Field name="against" label={t('ticket.fields.against')} sheet={sheet}>
      {(control) => (
        <Select
          {...control}
          className="choice-field"
          mode="tags"
          open={false}
          suffixIcon={null}
          disabled={readOnly}
          status={control['aria-invalid'] ? 'error' : ''}
          maxCount={most}
          tokenSeparators={between}
          placeholder={readOnly ? '' : t('ticket.hints.against')}
          value={[...(sheet.intake.against ?? [])]}
          onChange={(typed: string[]) => edit({ against: workNosOf(typed) })}
        />
      )}
    </Field>
  );
}

function workNosOf(typed: readonly string[]): string[] {
  const workNos = typed.map((one) => cleanLine(one).slice(0, longest)).filter((one) => one !== '');
  return [...new Set(workNos)].slice(0, most);
}
