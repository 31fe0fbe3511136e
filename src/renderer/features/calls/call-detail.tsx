import { AudioLines, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { CallPutAway } from '../../../shared/domain/calls/call.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { callRoads } from '../../parts/call-roads.ts';
import { CallSound } from '../../parts/call-sound.tsx';
import { callSoundState } from '../../parts/call-sound-state.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { TicketLinks } from '../../parts/ticket-links.tsx';
import { useText } from '../../parts/use-text.ts';
import { clockTime, duration, fullTime, lengthText } from '../../ui/format.ts';

export interface CallDetailProps {
  readonly item: CallListItem;
  onClose(): void;
}

/** Who, when and why: `1001 14:05:09：…`. */
function putAwayText({ at, workNo, reason }: CallPutAway): string {
  return `${workNo} ${clockTime(at)}：${reason}`;
}

/** Everything that is kept of one call. */
export function CallDetail({ item, onClose }: CallDetailProps) {
  const t = useText();
  const { call } = item;
  const { quality } = call;
  const user = useDeskState((desk) => desk.user);
  const isPlayable = user !== null && callSoundState(item, user).kind === 'playable';
  const send = useFeature(callRoads, (roads) => roads.send);
  const waitedMs = (call.answeredAt ?? call.endedAt ?? call.startedAt) - call.startedAt;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('callDetail.line'), call.lineName],
    [t('callDetail.started'), fullTime(call.startedAt)],
    [t('callDetail.timesDoubted'), item.timesDoubtedAt && fullTime(item.timesDoubtedAt)],
    [t('callDetail.answered'), call.answeredAt && clockTime(call.answeredAt)],
    [t('callDetail.ended'), call.endedAt && clockTime(call.endedAt)],
    [
      t('callDetail.queued'),
      call.queuedMs !== null &&
        t('callDetail.seconds', { count: Math.round(call.queuedMs / 1000) }),
    ],
    [t('callDetail.waited'), t('callDetail.seconds', { count: Math.round(waitedMs / 1000) })],
    [t('callDetail.length'), call.answeredAt && lengthText(callLengthMs(call))],
    [t('callDetail.held'), call.heldMs > 0 && duration(call.heldMs)],
    [t('callDetail.ending'), t(`calls.results.${call.endReason ?? 'running'}`)],
    [t('callDetail.putAway'), call.putAway && putAwayText(call.putAway)],
    [t('callDetail.handedOverBy'), call.handedOverBy && maskNumber(call.handedOverBy.display)],
    [t('callDetail.transferredTo'), call.transferredTo],
    [t('callDetail.served'), call.servesCallId && t('callDetail.servedConsult')],
    [t('calls.columns.agent'), `${call.agentWorkNo} ${item.agentName}`],
    [t('calls.columns.ticket'), <TicketLinks key="tickets" item={item} none="—" />],
    [t('callDetail.quality'), quality?.mos && quality.mos.toFixed(1)],
    [t('callDetail.recording'), <CallSound key="recording" item={item} />],
  ];
  return (
    <aside className="panel calldetail" aria-label={t('callDetail.title')}>
      <div className="panel__head">
        <h2 className="panel__title num">
          {t(`call.${call.direction}`)}{' '}
          <NumberLink number={call.number.display} masked ticketNo={item.ticketNos[0] ?? null} />
        </h2>
        <button type="button" aria-label={t('callDetail.close')} onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
      <dl className="calldetail__facts num">
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {isPlayable && (
        <button
          type="button"
          className="button calldetail__listen"
          onClick={() => send('recordings', item)}
        >
          <AudioLines size={14} aria-hidden /> {t('callDetail.listen')}
        </button>
      )}
    </aside>
  );
}
