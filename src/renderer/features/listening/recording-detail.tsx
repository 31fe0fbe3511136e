import { Spin } from 'antd';
import type { CallListItem } from '../../../shared/contract/hub.ts';
import { maskNumber } from '../../../shared/domain/caller-number.ts';
import type { RecordingTimeline } from '../../../shared/domain/recording.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { clockText, momentText, syncText } from './listening-text.ts';
import { RecordingPlayer } from './recording-player.tsx';

interface RecordingDetailProps {
  readonly item: CallListItem | null;
  readonly timeline: RecordingTimeline | null;
  readonly error: ErrorCode | null;
}

/** The chosen recording: what it is, its sound, its ticket. */
export function RecordingDetail({ item, timeline, error }: RecordingDetailProps) {
  if (item === null) {
    return <p className="listening-empty">从左侧选一段录音。空格键播放、暂停；拖动波形定位。</p>;
  }
  return (
    <>
      <h2>
        <span>
          <b>{maskNumber(item.call.number.display)}</b> → 工号 {item.call.agentWorkNo}
        </span>
        <small>
          {momentText(item.call.startedAt)} ·{' '}
          {clockText(item.recording?.durationMs ?? item.call.talkMs)} ·{' '}
          {item.call.direction === 'inbound' ? '呼入' : '呼出'}
        </small>
        {item.recording?.state === 'synced' && <small className="verified">哈希已校验</small>}
      </h2>
      <DetailBody item={item} timeline={timeline} error={error} />
      <footer className="listening-ticket">
        <span>工单 {item.ticketNos.length > 0 ? item.ticketNos.join('、') : '未关联'}</span>
        <span>{item.call.lineName}</span>
        <span>
          音质 {item.call.quality?.mos ? item.call.quality.mos.toFixed(1) : '—'}
          {item.call.quality ? ` · 丢包 ${item.call.quality.lossPercent.toFixed(1)}%` : ''}
        </span>
        {item.recording && <span>{syncText(item.recording).text}</span>}
      </footer>
    </>
  );
}

function DetailBody({ item, timeline, error }: RecordingDetailProps) {
  if (error !== null) {
    const text = errorCatalogue[error];
    return (
      <div className="listening-empty" role="alert">
        <b>{text.title}</b>
        <p>{text.action}</p>
        <code>{error}</code>
      </div>
    );
  }
  if (item?.recording === null) {
    return (
      <p className="listening-empty">这通电话没有录音：{item.call.noRecordingReason ?? '未接通'}</p>
    );
  }
  if (timeline === null) return <Spin className="listening-empty" tip="正在取波形…" />;
  return <RecordingPlayer key={timeline.recordingId} timeline={timeline} />;
}
