import type { TicketId } from '../../../shared/domain/ids.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { useNow } from '../../parts/desk-context.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { categoryText, stateTone } from '../../parts/ticket-words.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { Provisional } from '../../parts/provisional.tsx';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';

const columns = [
  'no',
  'content',
  'place',
  'category',
  'state',
  'handler',
  'number',
  'clock',
  'opened',
] as const;

export interface TicketTableProps {
  readonly tickets: readonly Ticket[];
  onOpen(ticketId: TicketId): void;
}

export function TicketTable({ tickets, onOpen }: TicketTableProps) {
  const t = useText();
  return (
    <table className="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column === 'number' ? t('calls.columns.number') : t(`tickets.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          <TicketRow key={ticket.ticketId} ticket={ticket} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function TicketRow({
  ticket,
  onOpen,
}: {
  readonly ticket: Ticket;
  onOpen(ticketId: TicketId): void;
}) {
  const t = useText();
  const now = useNow();
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  return (
    <tr>
      <td className="nowrap num">
        <button
          type="button"
          className="link"
          aria-label={t('tickets.open', { no: ticket.ticketNo })}
          onClick={() => onOpen(ticket.ticketId)}
        >
          {ticket.ticketNo}
        </button>
      </td>
      <td>
        <span className="tickets__matter">{ticket.content}</span>
      </td>
      <td>
        <span className="tickets__place">
          {[ticket.district, ticket.address].filter(Boolean).join(' ')}
        </span>
      </td>
      <td>{categoryText(ticket.categoryCode)}</td>
      <td className="nowrap">
        <span className={`tag tag--${stateTone(ticket.state)}`}>
          {t(`ticket.states.${ticket.state}`)}
        </span>
      </td>
      <td>{ticket.handler}</td>
      <td className="nowrap num">
        <NumberLink number={ticket.requesterNumber} masked ticketNo={ticket.ticketNo} />
      </td>
      <td className="nowrap num">
        <TicketClock ticket={ticket} now={now} />
      </td>
      <td className="num">{shortTime(ticket.openedAt, now, words)}</td>
    </tr>
  );
}

const nearMs = 2 * 3_600_000;

function TicketClock({ ticket, now }: { readonly ticket: Ticket; readonly now: number }) {
  const t = useText();
  const span = useSpanText();
  if (!isOpen(ticket) || ticket.deadline === null) return '—';
  const leftMs = ticket.deadline.dueAt - now;
  const tone = leftMs < 0 ? 'tag tag--bad' : leftMs < nearMs ? 'tag tag--warn' : undefined;
  return (
    <>
      <span className={tone}>
        {t(leftMs < 0 ? 'caller.overdue' : 'caller.remaining', { time: span(Math.abs(leftMs)) })}
      </span>
      <Provisional deadline={ticket.deadline} />
    </>
  );
}
