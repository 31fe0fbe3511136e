import { type CallView, isAgentHeld } from '../../shared/domain/calls/call.ts';
import type { PhoneCommand } from '../../shared/domain/phone/phone-state.ts';
import { useText } from '../parts/use-text.ts';
import { isConference, linesOf } from '../../shared/domain/seat/current-call.ts';

export interface PhoneLinesProps {
  readonly calls: readonly CallView[];
  readonly act: (command: PhoneCommand) => void;
}

/** The other calls in the small bar: who, and the one act that each needs most. */
export function PhoneLines({ calls, act }: PhoneLinesProps) {
  const t = useText();
  const { others } = linesOf(calls);
  if (others.length === 0) return null;
  return (
    <ul className="phone__lines" aria-label={t('lines.label')}>
      {others.map((call) => (
        <li key={call.callId}>
          <span>{t(`lines.chips.${stateOf(call)}`)}</span>
          <b className="num">{call.number.display}</b>
          {call.state === 'alerting' && (
            <button type="button" onClick={() => act({ kind: 'decline', callId: call.callId })}>
              {t('lines.acts.decline')}
            </button>
          )}
          {isAgentHeld(call) && !isConference(call) && (
            <button type="button" onClick={() => act({ kind: 'retrieve', callId: call.callId })}>
              {t('lines.acts.swap')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function stateOf(call: CallView) {
  if (call.transferring) return 'transferring';
  if (isConference(call)) return 'conference';
  if (call.state === 'alerting') return call.silenced ? 'silenced' : 'alerting';
  if (call.state === 'dialling') return 'dialling';
  return isAgentHeld(call) ? 'held' : 'connected';
}
