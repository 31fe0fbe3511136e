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
  const date = (label: string, day: 'fromDay' | 'toDay') => (
    <input
      type="date"
      autoComplete="off"
      className="input toolbar__field num"
      aria-label={label}
      value={filter[day]}
      onChange={(event) => onChange({ [day]: event.target.value })}
    />
  );
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
        {date(t('days.from'), 'fromDay')}
        <span className="toolbar__dash" aria-hidden>
          –
        </span>
        {date(t('days.to'), 'toDay')}
      </div>
    </>
  );
}
