import type { CallListItem } from '../../../shared/contract/hub.ts';
import { maskNumber } from '../../../shared/domain/caller-number.ts';
import { clockText, momentText, syncText } from './listening-text.ts';

interface RecordingListProps {
  readonly items: readonly CallListItem[];
  readonly selectedCallId: string | null;
  readonly onSelect: (callId: string) => void;
}

/** The calls to hear, newest first. Numbers are masked: a list is not the call they belong to. */
export function RecordingList({ items, selectedCallId, onSelect }: RecordingListProps) {
  return (
    <ul className="listening-list" aria-label="录音列表">
      {items.map((item) => (
        <li key={item.call.callId}>
          <button
            type="button"
            aria-current={item.call.callId === selectedCallId}
            onClick={() => onSelect(item.call.callId)}
          >
            <RecordingRow item={item} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function RecordingRow({ item }: { readonly item: CallListItem }) {
  const { call, recording } = item;
  const sync = recording ? syncText(recording) : null;
  return (
    <>
      <span className="meta">
        <span>
          {momentText(call.startedAt)} · 工号 {call.agentWorkNo}
        </span>
        <span>{clockText(recording?.durationMs ?? call.talkMs)}</span>
      </span>
      <span className="who">
        <b>{maskNumber(call.number.display)}</b>
        <span>{item.ticketNos[0] ?? '未关联工单'}</span>
      </span>
      <span className="tags">
        <span className="tag">{call.direction === 'inbound' ? '呼入' : '呼出'}</span>
        {sync && <span className={`tag ${sync.tone}`}>{sync.text}</span>}
      </span>
    </>
  );
}
