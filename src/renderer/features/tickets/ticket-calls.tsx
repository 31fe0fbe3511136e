import { PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { CallSound } from '../../parts/call-sound.tsx';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useCallsOfTicket } from '../../parts/use-calls-of-ticket.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime, lengthText } from '../../ui/format.ts';

/** 通话与录音 of one ticket: each call with its time, direction, length, end and sound, whichever desk took it. */
export function TicketCalls({ ticket }: { readonly ticket: Ticket | null }) {
  const t = useText();
  const { calls, failure } = useCallsOfTicket(ticket);
  if (!ticket) return <EmptyState title={t('ticket.callsEmpty')} />;
  if (failure !== null)
    return <ErrorNotice code={failure} tone="warn" lead={t('ticket.callsFailed')} />;
  if (calls === null) return <EmptyState title={t('common.loading')} />;
  const unknown = ticket.callIds.length - knownOf(ticket, calls.items);
  if (calls.items.length === 0 && unknown <= 0)
    return <EmptyState title={t('ticket.callsEmpty')} />;
  return (
    <>
      <ol className="course">
        {calls.items.map((item) => (
          <CallRow key={item.call.callId} item={item} />
        ))}
      </ol>
      {unknown > 0 && (
        <p className="course__note" role="status">
          {t(calls.fromHub ? 'ticket.callsNotYet' : 'ticket.callsAway', { count: unknown })}
        </p>
      )}
    </>
  );
}

function knownOf(ticket: Ticket, items: readonly CallListItem[]): number {
  return items.filter(({ call }) => ticket.callIds.includes(call.callId)).length;
}

function CallRow({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const { call } = item;
  const Icon = call.direction === 'inbound' ? PhoneIncoming : PhoneOutgoing;
  return (
    <li className="course__event course__event--call num">
      <Icon size={14} aria-hidden />
      <b>{fullTime(call.startedAt)}</b>
      <span>{t(`call.${call.direction}`)}</span>
      <span>{lengthText(callLengthMs(call))}</span>
      <span>{t(`calls.results.${call.endReason ?? 'running'}`)}</span>
      <span className="grow">
        {call.agentWorkNo} {item.agentName}
      </span>
      <CallSound item={item} />
    </li>
  );
}
