import { Input, Select } from 'antd';
import { Search } from 'lucide-react';
import type { RecordingState } from '../../../shared/domain/recording.ts';
import type { ListeningFilter } from '../../stores/listening-store.ts';

interface RecordingFiltersProps {
  readonly filter: ListeningFilter;
  /** Work numbers to choose from; empty for an agent, who hears only her or his own. */
  readonly agents: readonly string[];
  readonly onChange: (change: Partial<ListeningFilter>) => void;
}

const spans = [
  { value: 0, label: '今天' },
  { value: 7, label: '近 7 天' },
  { value: 30, label: '近 30 天' },
  { value: -1, label: '全部' },
];

const states: { value: RecordingState | 'any'; label: string }[] = [
  { value: 'any', label: '全部状态' },
  { value: 'synced', label: '已归档' },
  { value: 'uploading', label: '上传中' },
  { value: 'closed', label: '待上传' },
  { value: 'damaged', label: '有缺损' },
];

/** Search field and the three narrowings. Typing with an input method searches when the word is finished. */
export function RecordingFilters({ filter, agents, onChange }: RecordingFiltersProps) {
  return (
    <div className="listening-filters">
      <Input
        allowClear
        defaultValue={filter.text}
        aria-label="搜索录音"
        placeholder="号码、工单号…"
        suffix={<Search size={14} aria-hidden />}
        onChange={(event) => {
          const composing =
            'isComposing' in event.nativeEvent && event.nativeEvent.isComposing === true;
          if (!composing) onChange({ text: event.target.value });
        }}
        onCompositionEnd={(event) => onChange({ text: event.currentTarget.value })}
      />
      <div className="listening-selects">
        <Select
          aria-label="时间"
          options={spans}
          value={filter.days ?? -1}
          onChange={(value) =>
            onChange({ days: value === 0 || value === 7 || value === 30 ? value : null })
          }
        />
        <Select<RecordingState | 'any'>
          aria-label="状态"
          options={states}
          value={filter.state ?? 'any'}
          onChange={(value) => onChange({ state: value === 'any' ? null : value })}
        />
        {agents.length > 0 && (
          <Select
            aria-label="工号"
            allowClear
            placeholder="全部工号"
            options={agents.map((workNo) => ({ value: workNo, label: workNo }))}
            value={filter.agentWorkNo}
            onChange={(value) => onChange({ agentWorkNo: value ?? null })}
          />
        )}
      </div>
    </div>
  );
}
