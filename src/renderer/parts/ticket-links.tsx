import type { CallListItem } from '../../shared/contract/calls/schemas.ts';
import { useView, useWorkbench } from './desk-context.ts';
import { useText } from './use-text.ts';
import './ticket-links.css';

/** Numbers of a call's tickets; each that this desk knows opens in the workbench. `none` stands for no ticket at all. */
export function TicketLinks({
  item,
  none,
}: {
  readonly item: CallListItem;
  readonly none: string;
}) {
  const t = useText();
  const go = useView((state) => state.go);
  const open = useWorkbench((state) => state.openTicket);
  if (item.ticketNos.length === 0) return none;
  return item.ticketNos.map((ticketNo, index) => {
    const ticketId = item.call.ticketIds[index];
    if (ticketId === undefined) return <span key={ticketNo}>{ticketNo}</span>;
    return (
      <button
        key={ticketNo}
        type="button"
        className="link ticket-link"
        aria-label={t('links.openTicket', { no: ticketNo })}
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
