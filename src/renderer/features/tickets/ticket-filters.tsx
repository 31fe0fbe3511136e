import { categories } from '../../../shared/domain/office/categories.ts';
import { districtChoices } from '../../../shared/domain/office/places.ts';
import { ticketScopes } from '../../../shared/domain/tickets/ticket-lists.ts';
import { ticketFlags, ticketKinds } from '../../../shared/domain/tickets/ticket.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { Segments } from '../../ui/segments.tsx';
import type { TicketFilter } from './ticket-list-store.ts';

export interface TicketFiltersProps {
  readonly filter: TicketFilter;
  onChange(patch: Partial<TicketFilter>): void;
}

/** Words, whose and how far, and four narrowings. */
export function TicketFilters({ filter, onChange }: TicketFiltersProps) {
  const t = useText();
  return (
    <>
      <SearchField
        label={t('tickets.search')}
        className="tickets__search"
        maxLength={100}
        text={filter.text}
        onText={(text) => onChange({ text })}
      />
      <Segments
        label={t('tickets.scope')}
        value={filter.scope}
        options={ticketScopes.map((scope) => ({
          value: scope,
          label: t(`tickets.scopes.${scope}`),
        }))}
        onChange={(scope) => onChange({ scope })}
      />
      <Narrowing
        label={t('ticket.fields.categoryCode')}
        value={filter.categoryCode}
        options={categories.map(({ code }) => code)}
        word={categoryText}
        onChange={(categoryCode) => onChange({ categoryCode })}
      />
      <Narrowing
        label={t('ticket.fields.district')}
        value={filter.district}
        options={districtChoices}
        word={(district) => district}
        onChange={(district) => onChange({ district })}
      />
      <Narrowing
        label={t('tickets.kind')}
        value={filter.kind}
        options={ticketKinds}
        word={(kind) => t(`ticket.kinds.${kind}`)}
        onChange={(kind) => onChange({ kind })}
      />
      <Narrowing
        label={t('tickets.flag')}
        value={filter.flag}
        options={ticketFlags}
        word={(flag) => t(`ticket.flags.${flag}`)}
        onChange={(flag) => onChange({ flag })}
      />
    </>
  );
}

interface NarrowingProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly Value[];
  word(value: Value): string;
  onChange(value: Value | null): void;
}

/** One of several, or all. */
function Narrowing<Value extends string>(props: NarrowingProps<Value>) {
  const { label, value, options, word, onChange } = props;
  const t = useText();
  return (
    <Choice<Value | ''>
      label={label}
      value={value ?? ''}
      options={[
        { value: '', label: t('common.all') },
        ...options.map((option) => ({ value: option, label: word(option) })),
      ]}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  );
}
