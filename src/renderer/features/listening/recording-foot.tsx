import type { CallListItem } from '../../../shared/contract/hub.ts';
import { useView, useWorkbench } from '../../context/desk-context.ts';
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
        {t('listening.ticket')} <TicketLinks item={item} />
      </span>
      {sync && <span className={`tag tag--${sync.tone}`}>{t(sync.word)}</span>}
      <span className="grow" />
      <span>{t('listening.audited')}</span>
    </footer>
  );
}

function TicketLinks({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const go = useView((state) => state.go);
  const open = useWorkbench((state) => state.openTicket);
  if (item.ticketNos.length === 0) return t('listening.unlinked');
  return item.ticketNos.map((ticketNo, index) => {
    const ticketId = item.call.ticketIds[index];
    if (ticketId === undefined) return <span key={ticketNo}>{ticketNo}</span>;
    return (
      <button
        key={ticketNo}
        type="button"
        className="link"
        aria-label={t('calls.openTicket', { no: ticketNo })}
        onClick={() => {
          go('workbench');
          void open(ticketId);
        }}
      >
        {ticketNo}
      </button>
    );
  });
}
