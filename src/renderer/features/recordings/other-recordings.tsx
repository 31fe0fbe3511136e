import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { RecordingId } from '../../../shared/domain/ids.ts';
import type { Recording } from '../../../shared/domain/recordings/recording.ts';
import { useText } from '../../parts/use-text.ts';
import { recordingsOf } from './recordings-store.ts';
import { Segments } from '../../ui/segments.tsx';

interface OtherRecordingsProps {
  readonly item: CallListItem;
  readonly heard: Recording | null;
  onHear(recordingId: RecordingId): Promise<void>;
}

/** Which of the recordings of a disputed call is heard. What is not the call's own one is marked while it is. */
export function OtherRecordings({ item, heard, onHear }: OtherRecordingsProps) {
  const t = useText();
  const others = item.otherRecordings ?? [];
  if (heard === null || others.length === 0) return null;
  const isOther = heard.recordingId !== item.recording?.recordingId;
  return (
    <div className="listening__others num">
      <Segments
        label={t('listening.which')}
        withLabel
        value={heard.recordingId}
        options={recordingsOf(item).map((recording) => ({
          value: recording.recordingId,
          label:
            recording === item.recording
              ? t('listening.ofThisCall')
              : t('listening.ofOtherDesk', {
                  n: others.indexOf(recording) + 1,
                  workNo: recording.agentWorkNo,
                }),
        }))}
        onChange={(recordingId) => void onHear(recordingId)}
      />
      {isOther && <span className="tag tag--bad">{t('listening.hearingOther')}</span>}
    </div>
  );
}
