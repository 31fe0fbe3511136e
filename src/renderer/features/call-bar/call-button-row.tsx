import {
  Grip,
  Mic,
  MicOff,
  Pause,
  Phone,
  PhoneForwarded,
  PhoneOff,
  Play,
  Star,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { useDeskStore } from '../../parts/desk-context.ts';
import { keys } from '../../parts/keys.ts';
import { useText } from '../../parts/use-text.ts';
import { type ButtonState, type CallButton, buttonStates, callButtons } from './call-buttons.ts';
import type { Lines } from '../../../shared/domain/seat/current-call.ts';
import { BarButton } from './bar-button.tsx';
import { ConferenceExits } from './conference-exits.tsx';
import { DialPadPanel } from './dial-pad-panel.tsx';
import type { CallPanel } from './dialer-store.ts';
import { PanelButton } from './panel-button.tsx';
import { TransferPanel } from './transfer-panel.tsx';
import { usePhoneBarred } from './use-phone-barred.ts';
import { useCallKeys } from './use-call-keys.ts';

export interface CallButtonRowProps {
  readonly desk: DeskState;
  readonly lines: Lines;
}

/** 接听 挂断 静音 保持 转接 三方 拨号盘 转评价: all always shown, what is not allowed is grey and says why. */
export function CallButtonRow({ desk, lines }: CallButtonRowProps) {
  const barred = usePhoneBarred();
  const states = buttonStates(desk, barred);
  const { current } = lines;
  const talking = current !== null && current.answeredAt !== null ? current.callId : null;
  useCallKeys(states, lines, barred === null);
  const panels: Record<CallPanel, (done: () => void) => ReactNode> = {
    hangUp: (done) => <ConferenceExits lines={lines} onDone={done} />,
    transfer: (done) => current && <TransferPanel call={current} onDone={done} />,
    dialPad: (done) => (
      <DialPadPanel key={current?.callId ?? 'idle'} call={current} onDone={done} />
    ),
  };
  return (
    <div className="callbar__buttons">
      {callButtons.map((button) => {
        const state = states[button];
        return isPanel(button) ? (
          <PanelButton
            key={button}
            button={button}
            state={state}
            icon={iconOf(button, state)}
            of={talking}
          >
            {panels[button]}
          </PanelButton>
        ) : (
          <ActButton key={button} button={button} state={state} />
        );
      })}
    </div>
  );
}

const isPanel = (button: CallButton): button is CallPanel =>
  button === 'hangUp' || button === 'transfer' || button === 'dialPad';

/** A button that asks the phone for one thing. */
function ActButton({
  button,
  state,
}: {
  readonly button: CallButton;
  readonly state: ButtonState;
}) {
  const t = useText();
  const command = useDeskStore((store) => store.command);
  const { word, disabled, command: asked } = state;
  return (
    <BarButton
      icon={iconOf(button, state)}
      word={t(`lines.buttons.${word}`)}
      keyName={keys[button]}
      reason={disabled && t(`lines.disabled.${disabled}`)}
      tone={button === 'answer' ? 'go' : 'plain'}
      room={button === 'mute' ? muteRoom : 0}
      pressed={pressedOf(button, state)}
      onPress={asked && (() => void command(asked))}
    />
  );
}

/** Characters of 取消静音. 接听 grows to the left, where nothing is aimed at. */
const muteRoom = 4;

function pressedOf(button: CallButton, { word }: ButtonState): boolean | null {
  if (button === 'mute') return word === 'unmute';
  return button === 'hold' ? word === 'retrieve' : null;
}

function iconOf(button: CallButton, { word }: ButtonState): ReactNode {
  const look = { size: 18, 'aria-hidden': true } as const;
  switch (button) {
    case 'answer':
      return <Phone {...look} />;
    case 'hangUp':
      return <PhoneOff {...look} />;
    case 'mute':
      return word === 'unmute' ? <MicOff {...look} /> : <Mic {...look} />;
    case 'hold':
      return word === 'retrieve' ? <Play {...look} /> : <Pause {...look} />;
    case 'transfer':
      return <PhoneForwarded {...look} />;
    case 'conference':
      return <Users {...look} />;
    case 'dialPad':
      return <Grip {...look} />;
    case 'rating':
      return <Star {...look} />;
  }
}
