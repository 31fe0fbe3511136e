import { Phone, PhoneOff, Repeat, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { type CallView, isAgentHeld } from '../../../shared/domain/calls/call.ts';
import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import { useDeskState, useDeskStore, useTimed } from '../../parts/desk-context.ts';
import { keys } from '../../parts/keys.ts';
import { useText } from '../../parts/use-text.ts';
import { type Lines, isConference, linesOf } from '../../../shared/domain/seat/current-call.ts';
import { callSince, isLongHold } from '../../../shared/domain/seat/agent-face.ts';
import { duration } from '../../ui/format.ts';
import './other-lines.css';
import { shownParty } from './party-name.ts';
import { usePhoneBarred } from './use-phone-barred.ts';
import { DialOffer } from './dial-offer.tsx';

/** Beside the tabs: every other call as a chip with its acts, and a number that waits to be dialled. */
export function OtherLines() {
  const t = useText();
  const calls = useDeskState((desk) => desk.phone.calls);
  const lines = linesOf(calls);
  const offer = <DialOffer idle={lines.current === null} />;
  if (lines.others.length === 0) return offer;
  return (
    <>
      {offer}
      <ul className="lines" aria-label={t('lines.label')}>
        {lines.others.map((call) => (
          <LineChip key={call.callId} call={call} lines={lines} />
        ))}
      </ul>
    </>
  );
}

function LineChip({ call, lines }: { readonly call: CallView; readonly lines: Lines }) {
  const t = useText();
  const state = chipState(call, lines);
  const desk = useDeskState((each) => each);
  const { isLong, time } = useTimed((now) => ({
    isLong: isLongHold(call, now),
    time: duration(now - callSince(call)),
  }));
  return (
    <li className={`line line--${state}${isLong ? ' is-long' : ''}`}>
      <i className="line__shape" aria-hidden />
      <span className="line__word">{t(`lines.chips.${state}`)}</span>
      <b className="num" title={call.number.display}>
        <bdi dir="ltr">{shownParty(desk, call.number.display)}</bdi>
      </b>
      <span className="num line__time">{time}</span>
      <ChipActs call={call} lines={lines} />
    </li>
  );
}

function chipState(call: CallView, { consultation }: Lines) {
  if (call.transferring) return 'transferring';
  if (call.state === 'alerting') return call.silenced ? 'silenced' : 'alerting';
  if (isConference(call)) return 'conference';
  if (call === consultation?.consult) return 'consult';
  if (call.state === 'dialling') return 'dialling';
  return isAgentHeld(call) ? 'held' : 'connected';
}

function ChipActs({ call, lines }: { readonly call: CallView; readonly lines: Lines }) {
  const t = useText();
  const { callId } = call;
  if (call.state === 'alerting') {
    const keyed = call === lines.ringing;
    return (
      <>
        <ChipButton
          word={t('lines.buttons.answerAndHold')}
          icon={<Phone size={14} aria-hidden />}
          keyName={keyed ? keys.answer : null}
          command={{ kind: 'answer', callId }}
          tone="go"
        />
        <ChipButton
          word={t('lines.acts.decline')}
          icon={<PhoneOff size={14} aria-hidden />}
          keyName={keyed ? keys.decline : null}
          command={{ kind: 'decline', callId }}
        />
        {!call.silenced && (
          <ChipButton
            word={t('lines.acts.silence')}
            icon={<VolumeX size={14} aria-hidden />}
            keyName={keyed ? keys.silence : null}
            command={{ kind: 'silence', callId }}
          />
        )}
      </>
    );
  }
  return (
    <>
      {isAgentHeld(call) && !isConference(call) && (
        <ChipButton
          word={t(lines.current ? 'lines.acts.swap' : 'lines.buttons.retrieve')}
          icon={<Repeat size={14} aria-hidden />}
          keyName={call === lines.waiting ? keys.swap : null}
          command={{ kind: 'retrieve', callId }}
        />
      )}
      <ChipButton
        word={t('lines.buttons.hangUp')}
        icon={<PhoneOff size={14} aria-hidden />}
        keyName={null}
        command={hangUpOf(call, lines)}
      />
    </>
  );
}

/** A consultation is cancelled, so that the citizen is not left waiting. */
function hangUpOf(call: CallView, { consultation }: Lines): PhoneCommand {
  const { callId } = call;
  if (call !== consultation?.consult || isConference(call)) return { kind: 'hangUp', callId };
  return { kind: 'cancelConsult', callId: consultation.citizen.callId, consultCallId: callId };
}

interface ChipButtonProps {
  readonly word: string;
  readonly icon: ReactNode;
  readonly keyName: string | null;
  readonly command: PhoneCommand;
  readonly tone?: 'go' | 'plain';
}

function ChipButton({ word, icon, keyName, command: asked, tone = 'plain' }: ChipButtonProps) {
  const t = useText();
  const command = useDeskStore((state) => state.command);
  const barred = usePhoneBarred();
  return (
    <button
      type="button"
      className={`line__act line__act--${tone}`}
      disabled={barred !== null}
      title={barred ? t(`lines.disabled.${barred}`) : undefined}
      aria-keyshortcuts={keyName ?? undefined}
      onClick={() => void command(asked)}
    >
      {icon}
      {word}
      {keyName && (
        <kbd aria-hidden className="line__key">
          {keyName}
        </kbd>
      )}
    </button>
  );
}
