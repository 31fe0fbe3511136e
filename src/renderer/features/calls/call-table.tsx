import { PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import { CallSound } from '../../parts/call-sound.tsx';
import { NumberLink } from '../../parts/number-link.tsx';
import { TicketLinks } from '../../parts/ticket-links.tsx';
import { useText } from '../../parts/use-text.ts';
import { fullTime, lengthText } from '../../ui/format.ts';

const columns = [
  'time',
  'direction',
  'number',
  'agent',
  'length',
  'ticket',
  'ending',
  'result',
  'recording',
] as const;

export interface CallTableProps {
  readonly items: readonly CallListItem[];
  readonly chosen: CallId | null;
  onChoose(item: CallListItem): void;
}

export function CallTable({ items, chosen, onChoose }: CallTableProps) {
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
          <CallRow
            key={item.call.callId}
            item={item}
            isChosen={item.call.callId === chosen}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}

interface CallRowProps {
  readonly item: CallListItem;
  readonly isChosen: boolean;
  onChoose(item: CallListItem): void;
}

function CallRow({ item, isChosen, onChoose }: CallRowProps) {
  const t = useText();
  const { call } = item;
  const Icon = call.direction === 'inbound' ? PhoneIncoming : PhoneOutgoing;
  return (
    <tr className={isChosen ? 'calls__row is-chosen' : 'calls__row'} onClick={() => onChoose(item)}>
      <td className="nowrap num">
        <button
          type="button"
          className="link"
          aria-label={t('callDetail.open', { time: fullTime(call.startedAt) })}
          aria-pressed={isChosen}
          onClick={() => onChoose(item)}
        >
          {fullTime(call.startedAt)}
        </button>
      </td>
      <td className="nowrap">
        <span className="calls__direction">
          <Icon size={14} aria-hidden />
          {t(`call.${call.direction}`)}
        </span>
      </td>
      <td className="nowrap num">
        <NumberLink number={call.number.display} masked ticketNo={item.ticketNos[0] ?? null} />
      </td>
      <td className="nowrap num">
        {call.agentWorkNo} {item.agentName}
      </td>
      <td className="nowrap num">{lengthText(callLengthMs(call))}</td>
      <td className="nowrap num">
        <TicketLinks item={item} none="—" />
      </td>
      <td className="nowrap">
        {t(`calls.results.${call.endReason ?? 'running'}`)}
        {call.putAway && (
          <span className="calls__why ellipsis" title={call.putAway.reason}>
            {t('calls.putAway', { reason: call.putAway.reason })}
          </span>
        )}
      </td>
      <td className="nowrap">
        {owesResult(call) ? (
          <span className="tag tag--warn">{t('callResult.owed')}</span>
        ) : (
          call.result && t(`callResult.${call.result}`)
        )}
      </td>
      <td className="nowrap">
        <CallSound item={item} />
      </td>
    </tr>
  );
}
