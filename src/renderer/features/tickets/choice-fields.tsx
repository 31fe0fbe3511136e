import { Select } from 'antd';
import { categories } from '../../../shared/domain/office/categories.ts';
import { districts } from '../../../shared/domain/office/places.ts';
import { ticketKinds } from '../../../shared/domain/tickets/ticket.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { type ControlProps, Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';

const groups = [...new Set(categories.map((category) => category.group))].map((group) => ({
  label: group,
  options: categories
    .filter((category) => category.group === group)
    .map((category) => ({
      value: category.code,
      label: category.name,
      full: categoryText(category.code),
    })),
}));
const districtOptions = districts.map((district) => ({ value: district, label: district }));

/** What all three choices share: our look, an error border, nothing that opens by itself. */
function common(control: ControlProps, readOnly: boolean) {
  return {
    ...control,
    className: 'choice-field',
    disabled: readOnly,
    status: control['aria-invalid'] ? ('error' as const) : ('' as const),
  };
}

export function KindField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  return (
    <Field name="kind" label={t('ticket.fields.kind')} required sheet={sheet}>
      {(control) => (
        <Select
          {...common(control, readOnly)}
          value={sheet.intake.kind}
          placeholder={t('ticket.hints.kind')}
          options={ticketKinds.map((kind) => ({ value: kind, label: t(`ticket.kinds.${kind}`) }))}
          onChange={(kind) => edit({ kind })}
        />
      )}
    </Field>
  );
}

export function CategoryField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  return (
    <Field name="categoryCode" label={t('ticket.fields.categoryCode')} required sheet={sheet}>
      {(control) => (
        <Select
          {...common(control, readOnly)}
          showSearch={{ optionFilterProp: 'full' }}
          optionLabelProp="full"
          value={sheet.intake.categoryCode}
          placeholder={t('ticket.hints.categoryCode')}
          options={groups}
          onChange={(categoryCode) => edit({ categoryCode })}
        />
      )}
    </Field>
  );
}

export function DistrictField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  return (
    <Field name="district" label={t('ticket.fields.district')} required sheet={sheet}>
      {(control) => (
        <Select
          {...common(control, readOnly)}
          showSearch
          value={sheet.intake.district}
          placeholder={t('ticket.hints.district')}
          options={districtOptions}
          onChange={(district) => edit({ district })}
        />
      )}
    </Field>
  );
}
