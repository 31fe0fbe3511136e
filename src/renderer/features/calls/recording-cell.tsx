import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { useText } from '../../parts/use-text.ts';

const tones = {
  writing: 'accent',
  closed: 'warn',
  uploading: 'accent',
  synced: 'good',
  damaged: 'bad',
} as const;

/** Where the recording is; an answered call without one is red and says why. */
export function RecordingCell({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const { recording, call } = item;
  if (recording) {
    const reason = recording.error ? errorCatalogue[recording.error].title : undefined;
    if (recording.error === 'recording.damaged' && recording.state !== 'damaged')
      return (
        <span className="tag tag--bad" title={reason}>
          {t('listening.flawed')}
        </span>
      );
    return (
      <span className={`tag tag--${tones[recording.state]}`} title={reason}>
        {t(`calls.states.${recording.state}`)}
      </span>
    );
  }
  if (call.answeredAt === null) return '—';
  const reason = call.noRecordingReason ? errorCatalogue[call.noRecordingReason].title : null;
  return (
    <span className="tag tag--bad">
      {reason ? `${t('calls.missing')} · ${reason}` : t('calls.missing')}
    </span>
  );
}
