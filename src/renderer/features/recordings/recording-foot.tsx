import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { TicketLinks } from '../../parts/ticket-links.tsx';
import { callRoads } from '../../parts/call-roads.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { syncOf } from './listening-text.ts';

/** What the call was about, and what keeps its recording from the archive. */
export function RecordingFoot(props: {
  readonly item: CallListItem;
  /** Its sound is there to be heard. */
  readonly isAudible: boolean;
}) {
  const { item, isAudible } = props;
  const t = useText();
  const ownWorkNo = useDeskState((desk) => desk.user?.workNo);
  const { recording, heard } = item;
  const send = useFeature(callRoads, (roads) => roads.send);
  const word = recording ? syncOf(recording) : null;
  const sync = word?.tone === 'good' ? null : word;
  // One's own is heard from this desk's copy, which no audit sees.
  const isAudited = isAudible && item.call.agentWorkNo !== ownWorkNo;
  return (
    <footer className="listening__foot num">
      <span>
        {t('listening.ticket')} <TicketLinks item={item} none={t('listening.unlinked')} />
      </span>
      {sync && <span className={`tag tag--${sync.tone}`}>{t(sync.word)}</span>}
      {heard && (
        <span>
          {t('listening.heardBy', {
            who: heard
              .map(({ workNo, heardMs, lengthMs }) =>
                t('listening.heardShare', {
                  workNo,
                  percent: lengthMs === 0 ? 100 : Math.round((heardMs / lengthMs) * 100),
                }),
              )
              .join('、'),
          })}
        </span>
      )}
      <span className="grow" />
      <button type="button" className="link" onClick={() => send('calls', item)}>
        {t('listening.toCall')}
      </button>
      {isAudited && <span>{t('listening.audited')}</span>}
    </footer>
  );
}
