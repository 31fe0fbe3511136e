import { useText } from '../../context/use-text.ts';
import type { CallFilter } from '../../stores/lists.ts';
import { Segments } from '../../ui/segments.tsx';

export interface CallFiltersProps {
  readonly filter: CallFilter;
  /** A lead sees all agents and may narrow to one. */
  readonly withAgent: boolean;
  onChange(patch: Partial<CallFilter>): void;
}

const directions = [null, 'inbound', 'outbound'] as const;
const days = [1, 7, 30, null] as const;
const recordings = ['any', 'waiting', 'synced', 'damaged'] as const;

export function CallFilters({ filter, withAgent, onChange }: CallFiltersProps) {
  const t = useText();
  return (
    <>
      <input
        className="input calls__search"
        type="text"
        role="searchbox"
        aria-label={t('calls.search')}
        placeholder={t('calls.search')}
        maxLength={40}
        value={filter.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <Segments<'inbound' | 'outbound' | 'all'>
        label={t('calls.filters.direction')}
        withLabel
        value={filter.direction ?? 'all'}
        options={directions.map((way) => ({
          value: way ?? 'all',
          label: way ? t(`call.${way}`) : t('common.all'),
        }))}
        onChange={(way) => onChange({ direction: way === 'all' ? null : way })}
      />
      <Segments<1 | 7 | 30 | 0>
        label={t('calls.filters.days')}
        withLabel
        value={filter.days ?? 0}
        options={days.map((span) => ({
          value: span ?? 0,
          label: span ? t(`calls.days.last${span}`) : t('common.all'),
        }))}
        onChange={(span) => onChange({ days: span === 0 ? null : span })}
      />
      <Segments
        label={t('calls.filters.recording')}
        withLabel
        value={filter.recording}
        options={recordings.map((state) => ({
          value: state,
          label: t(`calls.recording.${state}`),
        }))}
        onChange={(recording) => onChange({ recording })}
      />
      {withAgent && (
        <input
          className="input calls__agent num"
          aria-label={t('calls.filters.agent')}
          placeholder={t('calls.filters.agent')}
          maxLength={16}
          value={filter.agentWorkNo}
          onChange={(event) => onChange({ agentWorkNo: event.target.value })}
        />
      )}
    </>
  );
}
