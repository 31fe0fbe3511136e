import type { TFunction } from 'i18next';
import { useDeskState } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { type KnownParties, knownName, shownParty } from './party-name.ts';
import { type Lines, isConference } from '../../../shared/domain/seat/current-call.ts';

/** The number whole, because it is this call's, and where the call came from. */
export function CallInfo({ lines }: { readonly lines: Lines }) {
  const t = useText();
  const call = lines.current;
  const desk = useDeskState((state) => state);
  if (!call) {
    return (
      <div className="callinfo">
        <div className="callinfo__idle">{t('call.idle')}</div>
        <div className="callinfo__sub">
          <IdleHint />
        </div>
      </div>
    );
  }
  const name = knownName(desk, call.number.display);
  const turn = turnWords(t, lines, desk);
  const parts = turn
    ? [turn]
    : [
        t(`call.${call.direction}`),
        call.lineName,
        call.queuedMs === null
          ? ''
          : t('call.queued', { seconds: Math.round(call.queuedMs / 1000) }),
        call.heldBy === 'citizen' || call.heldBy === 'both' ? t('call.heldByCitizen') : '',
        call.muted ? t('call.muted') : '',
      ];
  return (
    <div className="callinfo">
      <div className="callinfo__number num" title={call.number.display}>
        {name && <span className="callinfo__name">{name}</span>} {call.number.display}
      </div>
      <div className="callinfo__sub">{parts.filter((part) => part !== '').join(' · ')}</div>
    </div>
  );
}

/** What comes next without anybody's doing: a call only to somebody who is ready. */
function IdleHint() {
  const t = useText();
  const state = useDeskState((desk) => desk.agent?.state ?? null);
  const isFit = useDeskState((desk) => desk.seat.reason === null);
  const hasPhone = useDeskState((desk) => desk.phoneConnected);
  if (state === null) return t('call.notForCalls');
  if (!hasPhone) return t('call.phoneAway');
  if (state === 'ready') return isFit && t('call.idleHint');
  if (state === 'signedOut') return t('call.idleOut');
  return t('call.idleAway', { state: t(`agent.states.${state}`) });
}

/** What is going on between the calls, said instead of where the call came from; `''` = nothing. */
function turnWords(
  t: TFunction,
  { current, others, consultation }: Lines,
  known: KnownParties,
): string {
  if (!current) return '';
  if (current.transferring) {
    const number = current.transferredTo;
    return number
      ? t('lines.info.transferringTo', { number: shownParty(known, number) })
      : t('lines.info.transferring');
  }
  if (isConference(current)) {
    const other = others.find((call) => call.callId === current.joinedWith);
    return other
      ? t('lines.info.conferenceWith', { number: shownParty(known, other.number.display) })
      : t('lines.info.conference');
  }
  return current === consultation?.consult ? t('lines.info.consult') : '';
}
