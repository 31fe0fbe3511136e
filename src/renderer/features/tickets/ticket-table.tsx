import { useState } from 'react';
import type { TicketId } from '../../../shared/domain/ids.ts';
import { findCategory } from '../../../shared/domain/office/categories.ts';
import {
  type TicketOrder,
  type TicketSort,
  byDeadline,
  deadlineTone,
} from '../../../shared/domain/tickets/ticket-lists.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useTimedSlowly, useToday } from '../../parts/desk-context.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { moveByKey, rowMark } from '../../parts/row-keys.ts';
import { categoryText, stateTone } from '../../parts/ticket-words.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { Provisional } from '../../parts/provisional.tsx';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';
import { SortHead } from '../../ui/sort-head.tsx';

const columns = [
  ['clock', 'deadline'],
  ['no', 'no'],
  ['content', null],
  ['place', 'place'],
  ['category', 'category'],
  ['state', 'state'],
  ['handler', null],
  ['number', null],
  ['opened', 'opened'],
] as const;

export interface TicketTableProps {
  readonly tickets: readonly Ticket[];
  readonly sort: TicketSort;
  onSort(sort: TicketSort): void;
  onOpen(ticketId: TicketId): void;
}

/** A row opens on a press or Enter; ↑ ↓ go through the rows, of which Tab knows the one that was last gone to. */
export function TicketTable({ tickets, sort, onSort, onOpen }: TicketTableProps) {
  const t = useText();
  const [chosen, choose] = useState<TicketId | null>(null);
  const current = tickets.some(({ ticketId }) => ticketId === chosen)
    ? chosen
    : tickets[0]?.ticketId;
  return (
    <table className="table tickets">
      <thead>
        <tr>
          {columns.map(([column, order]) => {
            const label =
              column === 'number' ? t('calls.columns.number') : t(`tickets.columns.${column}`);
            if (order === null)
              return (
                <th key={column} scope="col">
                  {label}
                </th>
              );
            const sorted = sort.by !== order ? null : sort.descending ? 'descending' : 'ascending';
            return (
              <SortHead
                key={column}
                label={label}
                sorted={sorted}
                onSort={() => onSort(nextSort(sort, order))}
              />
            );
          })}
        </tr>
      </thead>
      <tbody onKeyDown={moveByKey}>
        {tickets.map((ticket) => (
          <TicketRow
            key={ticket.ticketId}
            ticket={ticket}
            isCurrent={ticket.ticketId === current}
            onCurrent={choose}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Up, then down, then back to what burns first. */
function nextSort(sort: TicketSort, by: TicketOrder): TicketSort {
  if (sort.by !== by) return { by, descending: false };
  return sort.descending ? byDeadline : { by, descending: true };
}

interface TicketRowProps {
  readonly ticket: Ticket;
  readonly isCurrent: boolean;
  onCurrent(ticketId: TicketId): void;
  onOpen(ticketId: TicketId): void;
}

function TicketRow({ ticket, isCurrent, onCurrent, onOpen }: TicketRowProps) {
  const t = useText();
  const today = useToday();
  const { ticketId, ticketNo } = ticket;
  const words = { today: t('time.today'), yesterday: t('time.yesterday') };
  const tabIndex = isCurrent ? 0 : -1;
  const category = categoryText(ticket.categoryCode);
  return (
    <tr
      className="tickets__row"
      // Words that somebody is marking are not a press on the row.
      onClick={() => getSelection()?.isCollapsed !== false && onOpen(ticketId)}
      onFocus={() => onCurrent(ticketId)}
    >
      <td className="nowrap num">
        <TicketClock ticket={ticket} />
      </td>
      <td className="nowrap num">
        <button
          {...rowMark}
          type="button"
          className="link"
          tabIndex={tabIndex}
          aria-label={t('tickets.open', { no: ticketNo })}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(ticketId);
          }}
        >
          {ticketNo}
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
      <td className="nowrap" title={category}>
        <span className="tickets__category">
          {findCategory(ticket.categoryCode ?? '')?.name ?? category}
        </span>
      </td>
      <td className="nowrap">
        <span className={`tag tag--${stateTone(ticket.state)}`}>
          {t(`ticket.states.${ticket.state}`)}
        </span>
      </td>
      <td>
        <span className="tickets__handler">{ticket.handler}</span>
      </td>
      <td className="nowrap num">
        <NumberLink
          number={ticket.requesterNumber}
          masked
          ticketNo={ticketNo}
          tabIndex={tabIndex}
        />
      </td>
      <td className="nowrap num">{shortTime(ticket.openedAt, today, words)}</td>
    </tr>
  );
}

const tagOf = { overdue: 'tag tag--bad', near: 'tag tag--warn', far: undefined };

function TicketClock({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const span = useSpanText();
  const clock = useTimedSlowly((now) => {
    const tone = deadlineTone(ticket, now);
    if (tone === null || ticket.deadline === null) return null;
    const time = span(Math.abs(ticket.deadline.dueAt - now));
    return { tone, text: t(tone === 'overdue' ? 'caller.overdue' : 'caller.remaining', { time }) };
  });
  if (clock === null || ticket.deadline === null) return '—';
  return (
    <>
      <span className={tagOf[clock.tone]}>{clock.text}</span>
      <Provisional deadline={ticket.deadline} />
    </>
  );
}
