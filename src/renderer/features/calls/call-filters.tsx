import type { TFunction } from 'i18next';
import { DaysFilter } from '../../parts/days-filter.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useText } from '../../parts/use-text.ts';
import type { CallFilter, CallKind } from '../../stores/call-list-store.ts';
import { Choice } from '../../ui/choice.tsx';
import { Segments } from '../../ui/segments.tsx';

export interface CallFiltersProps {
  readonly filter: CallFilter;
  /** A lead sees all agents and may narrow to one. */
  readonly withAgent: boolean;
  onChange(patch: Partial<CallFilter>): void;
}

const kinds = ['all', 'inbound', 'outbound', 'missed'] as const;
const results = ['any', 'owed', 'talked', 'notReached', 'transferred', 'rated', 'broken'] as const;
const recordings = ['any', 'with', 'without', 'waiting', 'damaged'] as const;

export function CallFilters({ filter, withAgent, onChange }: CallFiltersProps) {
  const t = useText();
  return (
    <>
      <SearchField
        label={t('calls.search')}
        className="calls__search"
        maxLength={40}
        text={filter.text}
        onText={(text) => onChange({ text })}
      />
      <Segments
        label={t('callFilters.kind')}
        withLabel
        value={filter.kind}
        options={kinds.map((kind) => ({ value: kind, label: kindWord(t, kind) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Choice
        label={t('callFilters.result')}
        value={filter.result}
        options={results.map((result) => ({
          value: result,
          label: t(`callFilters.results.${result}`),
        }))}
        onChange={(result) => onChange({ result })}
      />
      <Choice
        label={t('calls.filters.recording')}
        value={filter.recording}
        options={recordings.map((state) => ({
          value: state,
          label:
            state === 'with' || state === 'without'
              ? t(`callFilters.recordings.${state}`)
              : t(`calls.recording.${state}`),
        }))}
        onChange={(recording) => onChange({ recording })}
      />
      <DaysFilter filter={filter} onChange={onChange} />
      {withAgent && (
        <SearchField
          label={t('calls.filters.agent')}
          className="calls__agent num"
          maxLength={16}
          text={filter.agentWorkNo}
          onText={(agentWorkNo) => onChange({ agentWorkNo })}
        />
      )}
    </>
  );
}

function kindWord(t: TFunction, kind: CallKind): string {
  if (kind === 'all') return t('common.all');
  return kind === 'missed' ? t('callFilters.missed') : t(`call.${kind}`);
}
