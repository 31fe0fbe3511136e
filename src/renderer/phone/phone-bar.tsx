import { Mic, MicOff, Pause, Phone, PhoneOff, Play } from 'lucide-react';
import type { TFunction } from 'i18next';
import { type ReactNode, useEffect, useState } from 'react';
import { errorCodeOf } from '../../shared/app-error.ts';
import { hangUpCommand } from '../../shared/domain/calls/call-acts.ts';
import { type CallView, isAgentHeld } from '../../shared/domain/calls/call.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../shared/domain/phone/phone-state.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { whyNotAllowed } from '../../telephony/core/command-rules.ts';
import { faceWord, seatWord, useSeatReason } from '../parts/face-words.ts';
import { pillTime } from '../parts/pill-time.ts';
import { useSoundWarning } from '../parts/use-sound-warning.ts';
import { useText } from '../parts/use-text.ts';
import type { AgentFace } from '../../shared/domain/seat/agent-face.ts';
import { registrationFault } from '../../shared/domain/seat/seat-checks.ts';
import { seatLook } from '../../shared/domain/seat/seat-look.ts';
import { currentCall, linesOf } from '../../shared/domain/seat/current-call.ts';
import { recordingFaultWord } from '../stores/call-selectors.ts';
import { PhoneLines } from './phone-lines.tsx';

export interface PhoneBarProps {
  readonly snapshot: PhoneSnapshot;
  readonly face: AgentFace;
  /** Of the face, as it is when it is asked. */
  readonly time: () => AgentFace['time'];
  readonly execute: (command: PhoneCommand) => Promise<void>;
}

/** State, call and the four acts of a call; what is not allowed is grey. */
export function PhoneBar({ snapshot, face, time, execute }: PhoneBarProps) {
  const t = useText();
  const [failed, setFailed] = useState<ErrorCode | null>(null);
  const call = currentCall(snapshot.calls);
  const trouble = failed ?? troubleOf(snapshot, call);
  const sound = useSoundWarning(call);
  const act = (command: PhoneCommand) => {
    setFailed(null);
    execute(command).catch((error: unknown) => setFailed(errorCodeOf(error)));
  };
  return (
    <section className="phone__bar" aria-label={t('call.label')}>
      <Pill face={face} time={time} />
      <div className="phone__who">
        {call ? <CallWords call={call} /> : <span className="phone__idle">{t('call.idle')}</span>}
        {!call && <Seat face={face} />}
      </div>
      <Acts calls={snapshot.calls} call={call} act={act} />
      <PhoneLines calls={snapshot.calls} act={act} />
      {trouble && (
        <p
          className={`phone__trouble${isFault(trouble, call) ? '' : ' phone__trouble--warn'}`}
          role="alert"
        >
          <b>{trouble === call?.soundFault ? sound : errorCatalogue[trouble].title}</b>{' '}
          {errorCatalogue[trouble].action}
        </p>
      )}
    </section>
  );
}

function Pill({ face, time }: Pick<PhoneBarProps, 'face' | 'time'>) {
  const t = useText();
  const { kind, muted, longHold } = face;
  const isOver = face.time?.way === 'over';
  return (
    <div
      className={`phone__pill phone__pill--${kind}${isOver ? ' is-over' : ''}${longHold ? ' is-long' : ''}`}
    >
      <i aria-hidden />
      <b>{faceWord(t, kind)}</b>
      {face.time && <PillTime kind={kind} time={time} />}
      {muted && (
        <span className="phone__muted">
          <MicOff size={13} aria-hidden /> {t('call.muted')}
        </span>
      )}
    </div>
  );
}

/** The one thing that moves by itself, and all that is drawn for it. */
function PillTime({ kind, time }: Pick<PhoneBarProps, 'time'> & Pick<AgentFace, 'kind'>) {
  const t = useText();
  const words = () => pillTime(t, { kind, time: time() });
  const now = words();
  const [, setShown] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setShown(words()), 1000);
    return () => clearInterval(timer);
  });
  return now && <span className="num">{now}</span>;
}

/** The seat light in the small bar. */
function Seat({ face: { kind, reason } }: { readonly face: AgentFace }) {
  const t = useText();
  const reasonText = useSeatReason();
  // Without a call the face is the agent's state, or why it is none.
  const look = seatLook(reason, kind === 'ready' ? 'ready' : null);
  return (
    <span className={`phone__seat phone__seat--${look}`}>
      <i aria-hidden />
      {seatWord(t, look)}
      {reason && ` · ${reasonText(reason)}`}
    </span>
  );
}

/** What is wrong right now, the worst first; `null` = nothing is known to be wrong. */
function troubleOf(
  { registration, microphone }: PhoneSnapshot,
  call: CallView | null,
): ErrorCode | null {
  if (call?.recording.kind === 'failed') return call.recording.code;
  if (call?.soundFault) return call.soundFault;
  const fault = registrationFault(registration);
  if (fault) return fault;
  if (microphone.kind === 'failed') return microphone.code;
  return registration.kind === 'registered' ? (registration.warning ?? null) : null;
}

/** As loud as on the desk page: red is what harms the running call now, amber everything else. */
function isFault(code: ErrorCode, call: CallView | null): boolean {
  if (code.startsWith('media.loss') || code === 'media.delayHigh') return false;
  return (
    code === call?.soundFault || (call?.recording.kind === 'failed' && call.recording.code === code)
  );
}

function CallWords({ call }: { readonly call: CallView }) {
  const t = useText();
  const words = [
    t(`call.${call.direction}`),
    call.lineName,
    call.muted ? t('call.muted') : '',
  ].filter(Boolean);
  return (
    <>
      <span className="phone__number num">{call.number.display}</span>
      <span className="phone__sub">{words.join(' · ')}</span>
      {call.recording.kind !== 'none' && (
        <span className={`phone__rec phone__rec--${call.recording.kind}`}>
          <i aria-hidden />
          {t(
            call.recording.kind === 'failed'
              ? `call.${recordingFaultWord(call.recording.code)}`
              : `call.${call.recording.kind}`,
          )}
        </span>
      )}
    </>
  );
}

interface ActsProps {
  readonly calls: readonly CallView[];
  readonly call: CallView | null;
  readonly act: (command: PhoneCommand) => void;
}

function Acts({ calls, call, act }: ActsProps) {
  const t = useText();
  const callId = call?.callId ?? '';
  const held = call !== null && isAgentHeld(call);
  const end = hangUpCommand(calls);
  const button = (word: string, icon: ReactNode, command: PhoneCommand, tone = 'plain') => (
    <button
      type="button"
      className={`phone__act phone__act--${tone}`}
      disabled={whyNotAllowed(calls, command) !== null}
      onClick={() => act(command)}
    >
      {icon}
      <span>{word}</span>
    </button>
  );
  return (
    <div className="phone__acts">
      {button(
        t('call.buttons.answer'),
        <Phone size={18} aria-hidden />,
        { kind: 'answer', callId: linesOf(calls).ringing?.callId ?? callId },
        'go',
      )}
      {button(
        hangUpWord(t, end, calls),
        <PhoneOff size={18} aria-hidden />,
        end ?? { kind: 'hangUp', callId },
        'stop',
      )}
      {button(
        t(call?.muted ? 'call.buttons.unmute' : 'call.buttons.mute'),
        call?.muted ? <MicOff size={18} aria-hidden /> : <Mic size={18} aria-hidden />,
        { kind: 'mute', callId, muted: !call?.muted },
      )}
      {held
        ? button(t('call.buttons.retrieve'), <Play size={18} aria-hidden />, {
            kind: 'retrieve',
            callId,
          })
        : button(t('call.buttons.hold'), <Pause size={18} aria-hidden />, { kind: 'hold', callId })}
    </div>
  );
}

/** What one press of it ends: in a conference mixed here it is the third party, never the citizen. */
function hangUpWord(
  t: TFunction,
  command: PhoneCommand | null,
  calls: readonly CallView[],
): string {
  if (command?.kind === 'decline') return t('call.buttons.decline');
  if (command?.kind === 'cancelConsult') return t('lines.buttons.cancelConsult');
  const ended = calls.find(
    (call) => command && 'callId' in command && call.callId === command.callId,
  );
  return ended?.joinedWith && ended.servesCallId
    ? t('exits.release', { who: t('exits.third') })
    : t('call.buttons.hangUp');
}
