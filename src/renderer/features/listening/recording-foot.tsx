import type { CallListItem } from '../../../shared/contract/hub.ts';
import { TicketLinks } from '../../context/ticket-links.tsx';
import { useText } from '../../context/use-text.ts';
import { syncOf } from './listening-text.ts';

/** What the call was about, and what keeps its recording from the archive. */
export function RecordingFoot({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const { recording } = item;
  const sync = recording && recording.state !== 'synced' ? syncOf(recording) : null;
  return (
    <footer className="listening__foot num">
      <span>
        {t('listening.ticket')} <TicketLinks item={item} none={t('listening.unlinked')} />
      </span>
      {sync && <span className={`tag tag--${sync.tone}`}>{t(sync.word)}</span>}
      <span className="grow" />
      <span>{t('listening.audited')}</span>
    </footer>
  );
}
