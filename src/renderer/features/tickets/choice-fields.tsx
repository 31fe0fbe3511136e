import { Select } from 'antd';
import { useState } from 'react';
import { categories } from '../../../shared/domain/office/categories.ts';
import { isChoiceMeant } from '../../../shared/domain/office/choice-words.ts';
import { districtChoices } from '../../../shared/domain/office/places.ts';
import { ticketKinds } from '../../../shared/domain/tickets/ticket.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { type ControlProps, Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';

/** Where nothing fits, words; antd has a drawing for that, and none of ours. */
const nothing = (words: string) => <span className="choice-none">{words}</span>;

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
const districtOptions = districtChoices.map((district) => ({ value: district, label: district }));

/** What all three choices share: our look, an error border, nothing that opens by itself. */
function common(control: ControlProps, readOnly: boolean) {
  return {
    ...control,
    className: 'choice-field',
    disabled: readOnly,
    status: control['aria-invalid'] ? ('error' as const) : ('' as const),
  };
}

/**
 * Finds by name, pinyin and what citizens say. While an input method composes, every option stays: half a word of it would find
 * nothing. `around` is for what stands around the select: composition events come up to it.
 */
function useChoiceSearch() {
  const [isComposing, setComposing] = useState(false);
  return {
    around: {
      className: 'choice-search',
      onCompositionStart: () => setComposing(true),
      onCompositionEnd: () => setComposing(false),
    },
    showSearch: {
      filterOption: (
        typed: string,
        option?: { readonly value?: unknown; readonly options?: unknown },
      ) => isComposing || (typeof option?.value === 'string' && isChoiceMeant(option.value, typed)),
    },
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
  const { around, showSearch } = useChoiceSearch();
  return (
    <Field name="categoryCode" label={t('ticket.fields.categoryCode')} required sheet={sheet}>
      {(control) => (
        <div {...around}>
          <Select
            {...common(control, readOnly)}
            showSearch={showSearch}
            notFoundContent={nothing(t('ticket.noChoice'))}
            optionLabelProp="full"
            value={sheet.intake.categoryCode}
            placeholder={t('ticket.hints.categoryCode')}
            options={groups}
            onChange={(categoryCode) => edit({ categoryCode })}
          />
        </div>
      )}
    </Field>
  );
}

export function DistrictField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  const { around, showSearch } = useChoiceSearch();
  return (
    <Field name="district" label={t('ticket.fields.district')} required sheet={sheet}>
      {(control) => (
        <div {...around}>
          <Select
            {...common(control, readOnly)}
            showSearch={showSearch}
            notFoundContent={nothing(t('ticket.noChoice'))}
            value={sheet.intake.district}
            placeholder={t('ticket.hints.district')}
            options={districtOptions}
            onChange={(district) => edit({ district })}
          />
        </div>
      )}
    </Field>
  );
}
