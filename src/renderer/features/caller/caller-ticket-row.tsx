import { Headphones } from 'lucide-react';
import { useId, useState } from 'react';
import type { PopTicket } from '../../../shared/domain/desk/pop.ts';
import { isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { callSoundState } from '../../parts/call-sound-state.ts';
import { CallSound } from '../../parts/call-sound.tsx';
import { useDeskState, useTimedSlowly, useToday, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useCallsOfTicket } from '../../parts/use-calls-of-ticket.ts';
import { categoryText, stateTone } from '../../parts/ticket-words.ts';
import { useSpanText } from '../../parts/use-span-text.ts';
import { Provisional } from '../../parts/provisional.tsx';
import { openSheet } from '../../workbench/workbench-state.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime, shortDay } from '../../ui/format.ts';

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
      {ticket.callIds.length > 0 && <SoundOfTicket ticket={popped} />}
    </li>
  );
}

/** One click plays the newest call of the ticket that can be heard, and names the others. */
function SoundOfTicket({ ticket }: { readonly ticket: PopTicket }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { ticketNo, callIds } = ticket;
  const calls = t('caller.calls', { count: callIds.length });
  const act = t('caller.listenTo', { no: ticketNo });
  return (
    <>
      <button
        type="button"
        className="caller__listen"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={`${calls} ${act}`}
        title={act}
        onClick={() => setOpen(!isOpen)}
      >
        <Headphones size={13} aria-hidden />
        <span className="num">{calls}</span>
      </button>
      {isOpen && <CallsOfTicket id={id} ticket={ticket} />}
    </>
  );
}

function CallsOfTicket({ id, ticket }: { readonly id: string; readonly ticket: PopTicket }) {
  const t = useText();
  const { calls, failure } = useCallsOfTicket(ticket);
  const user = useDeskState((desk) => desk.user);
  if (failure !== null)
    return <ErrorNotice code={failure} tone="warn" lead={t('caller.listenFailed')} />;
  if (calls === null) return <SayLoading id={id} />;
  const { items, fromHub } = calls;
  const unknown = ticket.callIds.length - items.length;
  const first = items.findLast(
    (item) => user !== null && callSoundState(item, user).kind === 'playable',
  );
  return (
    <ul id={id} className="caller__calls">
      {items.map((item) => (
        <li key={item.call.callId}>
          <span className="num">{fullTime(item.call.startedAt)}</span>
          <CallSound item={item} startsOpen={item === first} />
        </li>
      ))}
      {unknown > 0 && (
        <li>{t(fromHub ? 'ticket.callsNotYet' : 'ticket.callsAway', { count: unknown })}</li>
      )}
    </ul>
  );
}

function SayLoading({ id }: { readonly id: string }) {
  const t = useText();
  return (
    <p id={id} className="caller__calls" role="status">
      {t('common.loading')}
    </p>
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
  const today = useToday();
  const span = useSpanText();
  const dueAt = isOpen(ticket) ? ticket.deadline?.dueAt : undefined;
  const left = useTimedSlowly((now) => {
    if (dueAt === undefined) return null;
    const isLate = dueAt < now;
    const time = span(Math.abs(dueAt - now));
    return { isLate, text: t(isLate ? 'caller.overdue' : 'caller.remaining', { time }) };
  });
  if (left === null || ticket.deadline === null)
    return <span className="num caller__when">{shortDay(ticket.openedAt, today)}</span>;
  return (
    <span className={`num caller__when${left.isLate ? ' is-late' : ''}`}>
      {left.text}
      <Provisional deadline={ticket.deadline} />
    </span>
  );
}
