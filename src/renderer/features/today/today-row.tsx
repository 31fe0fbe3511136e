import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { type WorkItem, workClock } from '../../../shared/domain/desk/today-work.ts';
import { escalatedTo } from '../../../shared/domain/tickets/hub-due.ts';
import { deskStates, waitingApplication } from '../../../shared/domain/tickets/ticket-lists.ts';
import { type Ticket, isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState, useTimedSlowly, useToday } from '../../parts/desk-context.ts';
import { rowMark } from '../../parts/row-keys.ts';
import { stateTone } from '../../parts/ticket-words.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime, shownSpan } from '../../ui/format.ts';
import type { TodayItem } from './use-today.ts';

export interface TodayRowProps {
  readonly item: TodayItem;
  readonly isChosen: boolean;
  onChoose(): void;
  onOpen(): void;
}

/** One thing to do with its clock. Going to it shows it beside the list; Enter or a second press opens it. */
export function TodayRow({ item, isChosen, onChoose, onOpen }: TodayRowProps) {
  const { label, tone, title, note, place } = useRowWords(item);
  return (
    <li>
      <button
        {...rowMark}
        type="button"
        className={isChosen ? 'today__row is-on' : 'today__row'}
        aria-pressed={isChosen}
        tabIndex={isChosen ? 0 : -1}
        onFocus={onChoose}
        onClick={onChoose}
        onDoubleClick={onOpen}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onOpen();
        }}
      >
        <TodayClock item={item} />
        <span className="today__kind">
          <span className={`tag tag--${tone}`}>{label}</span>
        </span>
        <span className="today__words">
          <b>{title}</b>
          <span>{note}</span>
        </span>
        <span className="today__place">{place}</span>
      </button>
    </li>
  );
}

/** What is left in words and as a bar that fills. */
export function TodayClock({ item }: { readonly item: WorkItem }) {
  const t = useText();
  const span = useSpanText();
  const clock = useTimedSlowly((now) => {
    const known = workClock(item, now);
    if (known === null || item.dueAt === null) return null;
    const leftMs = item.dueAt - now;
    return {
      tone: known.tone,
      percent: Math.round(known.share * 100),
      isOver: leftMs < 0,
      shownMs: shownSpan(Math.abs(leftMs)),
    };
  });
  if (clock === null)
    return <span className="today__clock today__clock--none">{t('today.noDeadline')}</span>;
  return (
    <span className={`today__clock today__clock--${clock.tone} num`}>
      {t(clock.isOver ? 'today.over' : 'today.left', { time: span(clock.shownMs) })}
      <span className="today__bar" aria-hidden>
        <i style={{ width: `${clock.percent}%` }} />
      </span>
    </span>
  );
}

function useRowWords(item: TodayItem) {
  const t = useText();
  const role = useDeskState((desk) => (desk.user?.role === 'lead' ? 'lead' : 'agent'));
  const today = useToday();
  const times = { today: t('time.today'), yesterday: t('time.yesterday') };
  switch (item.kind) {
    case 'ticket': {
      const { ticket } = item;
      return {
        ...labelOf(ticket, role, t),
        title: ticket.content || t('today.noContent'),
        note: [ticket.ticketNo, ticket.handler, ticket.deadline?.rule].filter(Boolean).join(' · '),
        place: [ticket.district, ticket.address].filter(Boolean).join(' '),
      };
    }
    case 'missed': {
      const { call } = item;
      return {
        label: t('today.missed'),
        tone: 'bad',
        title: maskNumber(call.number.display),
        note: [
          t('today.missedAt', { time: shortTime(call.missedAt, today, times) }),
          call.times > 1 ? t('missed.times', { count: call.times }) : '',
          call.calling ? t('missed.calling') : '',
        ]
          .filter(Boolean)
          .join(' · '),
        place: call.lineName,
      };
    }
    case 'other': {
      const { label, title, note } = item.other;
      return { label, tone: 'accent', title, note, place: '' };
    }
  }
}

/** What is to be done with it: a closed one that stands here owes a call-back; what is with others is asked for, or runs late. */
function labelOf(ticket: Ticket, role: 'agent' | 'lead', t: ReturnType<typeof useText>) {
  if (!isOpen(ticket)) return { label: t('ticket.states.awaitingCallback'), tone: 'warn' };
  const asked = waitingApplication(ticket, role);
  if (asked !== null)
    return {
      label: t('today.applied', { what: t(`flow.applications.${asked.what}`) }),
      tone: 'warn',
    };
  const isBefore = escalatedTo(ticket) !== null && !deskStates.includes(ticket.state);
  return isBefore
    ? { label: t('today.late'), tone: 'bad' }
    : { label: t(`ticket.states.${ticket.state}`), tone: stateTone(ticket.state) };
}
