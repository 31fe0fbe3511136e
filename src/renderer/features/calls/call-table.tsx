import { PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import type { CallListItem } from '../../../shared/contract/hub.ts';
import { maskNumber } from '../../../shared/domain/caller-number.ts';
import { useDeskState, useDeskStore, useStores } from '../../context/desk-context.ts';
import { TicketLinks } from '../../context/ticket-links.tsx';
import { useText } from '../../context/use-text.ts';
import { currentCall, dialableDigits } from '../../stores/call-selectors.ts';
import { duration, fullTime } from '../../ui/format.ts';
import { RecordingCell } from './recording-cell.tsx';

const columns = [
  'time',
  'direction',
  'number',
  'agent',
  'length',
  'ticket',
  'result',
  'recording',
] as const;

export function CallTable({ items }: { readonly items: readonly CallListItem[] }) {
  const t = useText();
  return (
    <table className="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`calls.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <CallRow key={item.call.callId} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function CallRow({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const { call } = item;
  const Icon = call.direction === 'inbound' ? PhoneIncoming : PhoneOutgoing;
  return (
    <tr>
      <td className="nowrap num">{fullTime(call.startedAt)}</td>
      <td className="nowrap">
        <span className="calls__direction">
          <Icon size={14} aria-hidden />
          {t(`call.${call.direction}`)}
        </span>
      </td>
      <td className="nowrap num">
        <NumberCell item={item} />
      </td>
      <td className="nowrap num">
        {call.agentWorkNo} {item.agentName}
      </td>
      <td className="nowrap num">{call.answeredAt === null ? '—' : duration(call.talkMs)}</td>
      <td className="nowrap num">
        <TicketLinks item={item} none="—" />
      </td>
      <td className="nowrap">{t(`calls.results.${call.endReason ?? 'running'}`)}</td>
      <td className="nowrap">
        <RecordingCell item={item} />
      </td>
    </tr>
  );
}

/** Masked; pressing it calls back. */
function NumberCell({ item }: { readonly item: CallListItem }) {
  const t = useText();
  const { createId } = useStores();
  const command = useDeskStore((state) => state.command);
  const free = useDeskState(
    (desk) => desk.phoneConnected && currentCall(desk.phone.calls) === null,
  );
  const masked = maskNumber(item.call.number.display);
  const number = dialableDigits(item.call.number.display);
  if (number === null) return masked;
  const label = t('calls.callBack', { number: masked });
  const ticketNo = item.ticketNos[0] ?? null;
  return (
    <button
      type="button"
      className="link"
      disabled={!free}
      aria-label={label}
      title={label}
      onClick={() => void command({ kind: 'dial', callId: createId(), number, ticketNo })}
    >
      {masked}
    </button>
  );
}
