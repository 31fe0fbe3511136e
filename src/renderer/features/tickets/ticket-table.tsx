import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { TicketId } from '../../../shared/domain/ids.ts';
import { findCategory } from '../../../shared/domain/office/categories.ts';
import {
  type TicketListColumn,
  type TicketOrder,
  type TicketSort,
  byDeadline,
  deadlineTone,
} from '../../../shared/domain/tickets/ticket-lists.ts';
import { outerDueAt } from '../../../shared/domain/tickets/merged-tickets.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useTimedSlowly, useToday } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { moveByKey, placeFor, rowMark } from '../../parts/row-keys.ts';
import { categoryText, stateTone } from '../../parts/ticket-words.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { Provisional } from '../../parts/provisional.tsx';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';
import { SortHead } from '../../ui/sort-head.tsx';
import { ticketViewsStore } from './ticket-views-store.ts';

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
  readonly chosenIds: ReadonlySet<TicketId>;
  onSort(sort: TicketSort): void;
  onOpen(ticketId: TicketId): void;
  /** `isChosen` absent = the other way round. */
  onToggle(ticket: Ticket, isChosen?: boolean): void;
}

/**
 * A row opens on a press or Enter; ↑ ↓ go through the rows, of which Tab knows the one that was last gone to. The space bar chooses a
 * row, Shift with ↑ ↓ chooses on the way.
 */
export function TicketTable(props: TicketTableProps) {
  const { tickets, sort, chosenIds, onSort, onOpen, onToggle } = props;
  const t = useText();
  const {
    currentId: chosen,
    setCurrent: choose,
    columns: shown,
  } = useFeatureState(ticketViewsStore);
  const body = useRef<HTMLTableSectionElement>(null);
  // Who comes back from a ticket finds the list where it was left.
  useLayoutEffect(() => {
    body.current?.querySelector('[data-row][tabindex="0"]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const current = tickets.some(({ ticketId }) => ticketId === chosen)
    ? chosen
    : tickets[0]?.ticketId;
  return (
    <table className="table tickets">
      <thead>
        <tr>
          <th scope="col" className="tickets__tick">
            <input
              type="checkbox"
              aria-label={t('bulk.page')}
              checked={tickets.every(({ ticketId }) => chosenIds.has(ticketId))}
              onChange={({ target: { checked } }) =>
                tickets.forEach((ticket) => onToggle(ticket, checked))
              }
            />
          </th>
          {columns
            .filter(([column]) => shown.includes(column))
            .map(([column, order]) => {
              const label =
                column === 'number' ? t('calls.columns.number') : t(`tickets.columns.${column}`);
              if (order === null)
                return (
                  <th key={column} scope="col">
                    {label}
                  </th>
                );
              const sorted =
                sort.by !== order ? null : sort.descending ? 'descending' : 'ascending';
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
      <tbody
        ref={body}
        onKeyDown={(event) => {
          chooseByKey(event, tickets, onToggle);
          moveByKey(event);
        }}
        // A button is pressed as the space bar comes up.
        onKeyUp={(event) => event.key === ' ' && isRow(event.target) && event.preventDefault()}
      >
        {tickets.map((ticket) => (
          <TicketRow
            key={ticket.ticketId}
            ticket={ticket}
            shown={shown}
            isCurrent={ticket.ticketId === current}
            isChosen={chosenIds.has(ticket.ticketId)}
            onToggle={onToggle}
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

const isRow = (target: EventTarget) => target instanceof HTMLElement && 'row' in target.dataset;

/** Space chooses the row, Shift with an arrow both rows of the step. */
function chooseByKey(
  event: KeyboardEvent<HTMLElement>,
  tickets: readonly Ticket[],
  onToggle: TicketTableProps['onToggle'],
): void {
  const { key, shiftKey, target } = event;
  if (!isRow(target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === target);
  const here = tickets[at];
  if (!here) return;
  if (key === ' ') {
    event.preventDefault();
    onToggle(here);
  }
  if (!shiftKey || (key !== 'ArrowDown' && key !== 'ArrowUp')) return;
  event.preventDefault();
  const to = placeFor(key, at, rows.length) ?? at;
  onToggle(here, true);
  const there = tickets[to];
  if (there) onToggle(there, true);
  rows[to]?.focus();
}

interface TicketRowProps {
  readonly ticket: Ticket;
  readonly shown: readonly TicketListColumn[];
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  onToggle(ticket: Ticket): void;
  onCurrent(ticketId: TicketId): void;
  onOpen(ticketId: TicketId): void;
}

function TicketRow(props: TicketRowProps) {
  const { ticket, shown, isChosen, onCurrent, onOpen, onToggle } = props;
  const t = useText();
  const { ticketId, ticketNo } = ticket;
  return (
    <tr
      className={isChosen ? 'tickets__row tickets__row--chosen' : 'tickets__row'}
      // Words that somebody is marking are not a press on the row.
      onClick={() => getSelection()?.isCollapsed !== false && onOpen(ticketId)}
      onFocus={() => onCurrent(ticketId)}
    >
      <td className="tickets__tick" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('bulk.choose', { no: ticketNo })}
          checked={isChosen}
          onChange={() => onToggle(ticket)}
        />
      </td>
      {shown.map((column) => (
        <TicketCell key={column} {...props} column={column} />
      ))}
    </tr>
  );
}

interface TicketCellProps extends Pick<TicketRowProps, 'ticket' | 'isCurrent' | 'onOpen'> {
  readonly column: TicketListColumn;
}

function TicketCell({ column, ticket, isCurrent, onOpen }: TicketCellProps) {
  const t = useText();
  const today = useToday();
  const { ticketId, ticketNo } = ticket;
  const tabIndex = isCurrent ? 0 : -1;
  const category = categoryText(ticket.categoryCode);
  switch (column) {
    case 'clock':
      return (
        <td className="nowrap num">
          <TicketClock ticket={ticket} />
        </td>
      );
    case 'no':
      return (
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
      );
    case 'content':
    case 'place':
    case 'handler':
      return <WordsCell column={column} ticket={ticket} />;
    case 'category':
      return (
        <td className="nowrap" title={category}>
          <span className="tickets__category">
            {findCategory(ticket.categoryCode ?? '')?.name ?? category}
          </span>
        </td>
      );
    case 'state':
      return (
        <td className="nowrap">
          <span className={`tag tag--${stateTone(ticket.state)}`}>
            {t(`ticket.states.${ticket.state}`)}
          </span>
        </td>
      );
    case 'number':
      return (
        <td className="nowrap num">
          <NumberLink
            number={ticket.requesterNumber}
            masked
            ticketNo={ticketNo}
            tabIndex={tabIndex}
          />
        </td>
      );
    case 'opened': {
      const words = { today: t('time.today'), yesterday: t('time.yesterday') };
      return <td className="nowrap num">{shortTime(ticket.openedAt, today, words)}</td>;
    }
  }
}

const classOf = {
  content: 'tickets__matter',
  place: 'tickets__place',
  handler: 'tickets__handler',
};

function WordsCell({
  column,
  ticket,
}: {
  readonly column: keyof typeof classOf;
  readonly ticket: Ticket;
}) {
  const { content, handler, district, address } = ticket;
  const words = { content, handler, place: [district, address].filter(Boolean).join(' ') };
  return (
    <td>
      <span className={classOf[column]}>{words[column]}</span>
    </td>
  );
}

const tagOf = { overdue: 'tag tag--bad', near: 'tag tag--warn', far: undefined };

function TicketClock({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const span = useSpanText();
  const clock = useTimedSlowly((now) => {
    const tone = deadlineTone(ticket, now);
    const dueAt = outerDueAt(ticket);
    if (tone === null || dueAt === null) return null;
    const time = span(Math.abs(dueAt - now));
    return { tone, text: t(tone === 'overdue' ? 'caller.overdue' : 'caller.remaining', { time }) };
  });
  if (clock === null) return '—';
  return (
    <>
      <span className={tagOf[clock.tone]}>{clock.text}</span>
      {ticket.deadline && <Provisional deadline={ticket.deadline} />}
    </>
  );
}
