import { AudioLines, Phone } from 'lucide-react';
import { useStore } from 'zustand';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { duration, fullTime } from '../../ui/format.ts';

/** 通话与录音 of one ticket. Times come from the call list; what it does not hold is listed by its recording alone. */
export function TicketCalls({ ticket }: { readonly ticket: Ticket | null }) {
  const t = useText();
  const items = useStore(useStores().callList, (state) => state.page?.items ?? none);
  if (!ticket || ticket.callIds.length === 0) return <EmptyState title={t('ticket.callsEmpty')} />;
  return (
    <ol className="course">
      {ticket.callIds.map((callId, index) => (
        <CallRow
          key={callId}
          title={t('ticket.callRow', { n: index + 1 })}
          recorded={index < ticket.recordingIds.length}
          item={items.find((candidate) => candidate.call.callId === callId) ?? null}
        />
      ))}
    </ol>
  );
}

const none: readonly CallListItem[] = [];

interface CallRowProps {
  readonly title: string;
  readonly recorded: boolean;
  readonly item: CallListItem | null;
}

function CallRow({ title, recorded, item }: CallRowProps) {
  const t = useText();
  const kept = item ? item.recording !== null : recorded;
  return (
    <li className="course__event">
      <Phone size={14} aria-hidden />
      <b>{title}</b>
      <span className="grow num">
        {item &&
          `${fullTime(item.call.startedAt)} · ${t(`call.${item.call.direction}`)} · ${duration(item.call.talkMs)}`}
      </span>
      <span className="course__time">
        {kept && <AudioLines size={13} aria-hidden />}{' '}
        {t(kept ? 'ticket.recordingKept' : 'ticket.recordingNone')}
      </span>
    </li>
  );
}
