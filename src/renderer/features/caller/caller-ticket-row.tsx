import type { PopTicket } from '../../../shared/domain/desk/pop.ts';
import { isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { useNow, useWorkbench } from '../../parts/desk-context.ts';
import { categoryText, stateTone } from '../../parts/ticket-words.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { Provisional } from '../../parts/provisional.tsx';
import { openSheet } from '../../workbench/workbench-state.ts';
import { useText } from '../../parts/use-text.ts';
import { shortDay } from '../../ui/format.ts';

/** One ticket of the caller. Choosing it opens it in the middle. */
export function CallerTicketRow({ ticket: popped }: { readonly ticket: PopTicket }) {
  const t = useText();
  const ticket = useNewest(popped);
  const open = useWorkbench((state) => state.openMatch);
  const shown = useWorkbench((state) => openSheet(state)?.ticketId === ticket.ticketId);
  return (
    <li>
      <button
        type="button"
        className={shown ? 'caller__ticket is-on' : 'caller__ticket'}
        aria-current={shown}
        onClick={() => void open(ticket.ticketId)}
      >
        <span className="caller__row">
          <span className="num">{ticket.ticketNo}</span>
          <span className={`tag tag--${stateTone(ticket.state)}`}>
            {t(`ticket.states.${ticket.state}`)}
          </span>
        </span>
        <span className="caller__matter">
          {ticket.content || categoryText(ticket.categoryCode)}
        </span>
        <span className="caller__row">
          <span className="ellipsis">
            {isOpen(ticket) ? ticket.handler : <Ending ticket={ticket} />}
          </span>
          <When ticket={ticket} />
        </span>
      </button>
    </li>
  );
}

/** The pop shows a ticket as it was when the phone rang; the one open in the middle knows what has become of it. */
function useNewest(popped: PopTicket): PopTicket {
  const opened = useWorkbench((state) => openSheet(state)?.ticket ?? null);
  return opened?.ticketId === popped.ticketId ? opened : popped;
}

function Ending({ ticket }: { readonly ticket: PopTicket }) {
  const t = useText();
  if (ticket.satisfaction !== null) return t(`ticket.satisfaction.level${ticket.satisfaction}`);
  return ticket.closedAs ? t(`ticket.closeWays.${ticket.closedAs}`) : ticket.handler;
}

function When({ ticket }: { readonly ticket: PopTicket }) {
  const t = useText();
  const now = useNow();
  const span = useSpanText();
  if (!isOpen(ticket) || ticket.deadline === null)
    return <span className="num caller__when">{shortDay(ticket.openedAt, now)}</span>;
  const leftMs = ticket.deadline.dueAt - now;
  const isLate = leftMs < 0;
  return (
    <span className={`num caller__when${isLate ? ' is-late' : ''}`}>
      {t(isLate ? 'caller.overdue' : 'caller.remaining', { time: span(Math.abs(leftMs)) })}
      <Provisional deadline={ticket.deadline} />
    </span>
  );
}
