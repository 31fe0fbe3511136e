import { Select } from 'antd';
import type { RecordingState } from '../../../shared/domain/recordings/recording.ts';
import { DateField } from '../../parts/days-filter.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useText } from '../../parts/use-text.ts';
import type { ListeningFilter } from './recordings-store.ts';

interface RecordingFiltersProps {
  readonly filter: ListeningFilter;
  /** Work numbers to choose from; empty for an agent, who hears only her or his own. */
  readonly agents: readonly string[];
  readonly onChange: (change: Partial<ListeningFilter>) => void;
}

const spans = [1, 7, 30, null] as const;
const states = ['synced', 'uploading', 'closed', 'damaged'] as const;

/** Search field, days and the two narrowings. */
export function RecordingFilters({ filter, agents, onChange }: RecordingFiltersProps) {
  const t = useText();
  return (
    <div className="listening__filters">
      <SearchField
        label={t('listening.search')}
        hint={t('listening.placeholder')}
        maxLength={40}
        text={filter.text}
        onText={(text) => onChange({ text })}
      />
      <div className="listening__selects">
        <Select<number>
          aria-label={t('days.label')}
          options={spans.map((span) => ({
            value: span ?? 0,
            label: span === null ? t('common.all') : t(`days.last${span}`),
          }))}
          // A date takes the place of the last few days.
          value={filter.fromDay === '' && filter.toDay === '' ? (filter.days ?? 0) : null}
          placeholder={t('days.range')}
          onChange={(value) =>
            onChange({
              days: spans.find((span) => span === value) ?? null,
              fromDay: '',
              toDay: '',
            })
          }
        />
        <Select<RecordingState | 'any'>
          aria-label={t('listening.filters.state')}
          options={[
            { value: 'any', label: t('listening.everyState') },
            ...states.map((state) => ({ value: state, label: t(`calls.states.${state}`) })),
          ]}
          value={filter.state ?? 'any'}
          onChange={(value) => onChange({ state: value === 'any' ? null : value })}
        />
        {agents.length > 0 && (
          <Select<string>
            aria-label={t('listening.filters.agent')}
            options={[
              { value: '', label: t('listening.everyAgent') },
              ...agents.map((workNo) => ({ value: workNo, label: workNo })),
            ]}
            value={filter.agentWorkNo ?? ''}
            onChange={(value) => onChange({ agentWorkNo: value === '' ? null : value })}
          />
        )}
      </div>
      <div className="listening__dates">
        <DateField day="fromDay" filter={filter} onChange={onChange} />
        <DateField day="toDay" filter={filter} onChange={onChange} />
      </div>
    </div>
  );
}
