import { AudioLines } from 'lucide-react';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { Recording, RecordingTimeline } from '../../../shared/domain/recordings/recording.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { NumberLink } from '../../parts/number-link.tsx';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime, lengthText } from '../../ui/format.ts';
import { doubtsOf, syncOf } from './listening-text.ts';
import { OtherRecordings } from './other-recordings.tsx';
import { RecordingFoot } from './recording-foot.tsx';
import { RecordingPlayer } from './recording-player.tsx';

interface RecordingDetailProps {
  readonly item: CallListItem | null;
  readonly heard: Recording | null;
  readonly timeline: RecordingTimeline | null;
  readonly error: ErrorCode | null;
  onHear(recordingId: RecordingId): Promise<void>;
}

/** The chosen recording: what it is, its sound, its ticket. */
export function RecordingDetail(props: RecordingDetailProps) {
  const { item, heard, timeline, error, onHear } = props;
  const t = useText();
  if (item === null) {
    const icon = <AudioLines size={36} strokeWidth={1.4} aria-hidden />;
    return (
      <EmptyState icon={icon} title={t('listening.choose')} hint={t('listening.chooseHint')} />
    );
  }
  const { call } = item;
  const doubts = doubtsOf(item, timeline);
  const isVerified = timeline !== null && error === null && doubts.length === 0;
  return (
    <>
      <div className="panel__head listening__head num">
        <h2 className="panel__title">
          <Ends item={item} />
        </h2>
        <span className="listening__facts">
          {fullTime(call.startedAt)} · {lengthText(callLengthMs(call))} ·{' '}
          {t(`call.${call.direction}`)}
          {call.lineName ? ` · ${call.lineName}` : ''}
        </span>
        {heard !== null && syncOf(heard).tone === 'good' && isVerified && (
          <span className="listening__verified">{t('listening.verified')} ✓</span>
        )}
      </div>
      {doubts.length > 0 && (
        <div className="listening__notice" role="status">
          {doubts.map((doubt) => (
            <p key={doubt} className="listening__doubt">
              {t(doubt, {
                count: item.otherRecordings?.length ?? 0,
                time: fullTime(item.timesDoubtedAt ?? call.startedAt),
              })}
            </p>
          ))}
        </div>
      )}
      <OtherRecordings item={item} heard={heard} onHear={onHear} />
      <DetailBody item={item} heard={heard} timeline={timeline} error={error} />
      <RecordingFoot item={item} isAudible={timeline !== null && error === null} />
    </>
  );
}

/** Who called whom. */
function Ends({ item: { call, agentName, ticketNos } }: { readonly item: CallListItem }) {
  const t = useText();
  const agent = `${t('listening.agent', { workNo: call.agentWorkNo })} ${agentName}`;
  const number = <NumberLink number={call.number.display} masked ticketNo={ticketNos[0] ?? null} />;
  if (call.direction === 'outbound')
    return (
      <>
        {agent} → {number}
      </>
    );
  return (
    <>
      {number} → {agent}
    </>
  );
}

function DetailBody({
  item,
  heard,
  timeline,
  error,
}: Omit<RecordingDetailProps, 'item' | 'onHear'> & { readonly item: CallListItem }) {
  const t = useText();
  if (error !== null) {
    return (
      <div className="listening__notice grow">
        <ErrorNotice code={error} tone="warn" lead={t('listening.noTimeline')} />
      </div>
    );
  }
  if (heard === null) {
    const reason = item.call.noRecordingReason;
    const hint = reason ? errorCatalogue[reason].title : t('listening.notAnswered');
    return <EmptyState title={t('listening.noRecording')} hint={hint} />;
  }
  if (timeline === null) return <EmptyState title={t('listening.loading')} />;
  return (
    <RecordingPlayer key={timeline.recordingId} timeline={timeline} quality={item.call.quality} />
  );
}
