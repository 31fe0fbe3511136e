import { Select } from 'antd';
import { useState } from 'react';
import type { RecordingState } from '../../../shared/domain/recordings/recording.ts';
import { useText } from '../../parts/use-text.ts';
import type { ListeningFilter } from './recordings-store.ts';

interface RecordingFiltersProps {
  readonly filter: ListeningFilter;
  /** Work numbers to choose from; empty for an agent, who hears only her or his own. */
  readonly agents: readonly string[];
  readonly onChange: (change: Partial<ListeningFilter>) => void;
}

const spans = [0, 7, 30, null] as const;
const states = ['synced', 'uploading', 'closed', 'damaged'] as const;

/** Search field and the three narrowings. */
export function RecordingFilters({ filter, agents, onChange }: RecordingFiltersProps) {
  const t = useText();
  const spanWords = {
    0: t('listening.days.today'),
    7: t('listening.days.last7'),
    30: t('listening.days.last30'),
  };
  return (
    <div className="listening__filters">
      <SearchField text={filter.text} onText={(text) => onChange({ text })} />
      <div className="listening__selects">
        <Select<number>
          aria-label={t('listening.filters.days')}
          options={spans.map((span) => ({
            value: span ?? -1,
            label: span === null ? t('common.all') : spanWords[span],
          }))}
          value={filter.days ?? -1}
          onChange={(value) => onChange({ days: spans.find((span) => span === value) ?? null })}
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
    </div>
  );
}

/** Searches while typing, but never for the half-written word of an input method. */
function SearchField({
  text,
  onText,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const t = useText();
  const [shown, setShown] = useState(text);
  return (
    <input
      className="input"
      type="text"
      role="searchbox"
      aria-label={t('listening.search')}
      placeholder={t('listening.placeholder')}
      autoComplete="off"
      maxLength={40}
      value={shown}
      onChange={(event) => {
        setShown(event.target.value);
        const { nativeEvent } = event;
        if (!('isComposing' in nativeEvent && nativeEvent.isComposing === true))
          onText(event.target.value);
      }}
      onCompositionEnd={(event) => onText(event.currentTarget.value)}
    />
  );
}
