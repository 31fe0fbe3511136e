import type { ChosenDays } from '../stores/office-days.ts';
import { Segments } from '../ui/segments.tsx';
import { useText } from './use-text.ts';

const days = [1, 7, 30, null] as const;

export interface DaysFilterProps {
  readonly filter: ChosenDays;
  onChange(patch: Partial<ChosenDays>): void;
}

/** The last few days, or from one date to another; choosing one empties the other. */
export function DaysFilter({ filter, onChange }: DaysFilterProps) {
  const t = useText();
  return (
    <>
      <Segments<1 | 7 | 30 | 0>
        label={t('days.label')}
        withLabel
        value={filter.days ?? 0}
        options={days.map((span) => ({
          value: span ?? 0,
          label: span ? t(`days.last${span}`) : t('common.all'),
        }))}
        onChange={(span) => onChange({ days: span === 0 ? null : span, fromDay: '', toDay: '' })}
      />
      <div className="toolbar__choice">
        <span aria-hidden>{t('days.range')}</span>
        <DateField day="fromDay" filter={filter} onChange={onChange} />
        <span className="toolbar__dash" aria-hidden>
          –
        </span>
        <DateField day="toDay" filter={filter} onChange={onChange} />
      </div>
    </>
  );
}

/** The first or the last day. */
export function DateField({
  day,
  filter,
  onChange,
}: DaysFilterProps & { readonly day: 'fromDay' | 'toDay' }) {
  const t = useText();
  return (
    <input
      type="date"
      autoComplete="off"
      className="input toolbar__field num"
      aria-label={t(day === 'fromDay' ? 'days.from' : 'days.to')}
      value={filter[day]}
      onChange={(event) => onChange({ [day]: event.target.value })}
    />
  );
}
