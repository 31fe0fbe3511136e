import type { TFunction } from 'i18next';
import { DaysFilter } from '../../parts/days-filter.tsx';
import { useText } from '../../parts/use-text.ts';
import type { CallFilter, CallKind } from '../../stores/call-list-store.ts';
import { Segments } from '../../ui/segments.tsx';

export interface CallFiltersProps {
  readonly filter: CallFilter;
  /** A lead sees all agents and may narrow to one. */
  readonly withAgent: boolean;
  onChange(patch: Partial<CallFilter>): void;
}

const kinds = ['all', 'inbound', 'outbound', 'missed'] as const;
const results = ['any', 'talked', 'notReached', 'transferred', 'rated', 'broken'] as const;
const recordings = ['any', 'with', 'without', 'waiting', 'damaged'] as const;

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
        autoComplete="off"
        maxLength={40}
        value={filter.text}
        onChange={(event) => onChange({ text: event.target.value })}
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
        <input
          className="input calls__agent num"
          aria-label={t('calls.filters.agent')}
          placeholder={t('calls.filters.agent')}
          autoComplete="off"
          maxLength={16}
          value={filter.agentWorkNo}
          onChange={(event) => onChange({ agentWorkNo: event.target.value })}
        />
      )}
    </>
  );
}

function kindWord(t: TFunction, kind: CallKind): string {
  if (kind === 'all') return t('common.all');
  return kind === 'missed' ? t('callFilters.missed') : t(`call.${kind}`);
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  onChange(value: Value): void;
}

/** More words than fit in a row of segments. */
function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <label className="toolbar__choice">
      {label}
      <select
        className="input toolbar__field"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
