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
import type { CallView } from '../../../shared/domain/call.ts';
import type { DeskState } from '../../../shared/domain/desk-state.ts';
import { useText } from '../../context/use-text.ts';
import { type CallButton, buttonBars, callButtons } from '../../stores/call-buttons.ts';
import { BarButton } from './bar-button.tsx';
import { DialPad } from './dial-pad.tsx';
import { callKeys, useCallKeys } from './use-call-keys.ts';
import { isHeldByAgent, useCallActs } from './use-call-acts.ts';

export interface CallButtonRowProps {
  readonly desk: DeskState;
  readonly call: CallView | null;
}

/** 应答 挂断 静音 保持 转接 三方 拨号盘 转评价: all always shown, what is not allowed is grey and says why. */
export function CallButtonRow({ desk, call }: CallButtonRowProps) {
  const t = useText();
  const bars = buttonBars(desk);
  const acts = useCallActs(call);
  const pressed = { mute: call?.muted ?? false, hold: isHeldByAgent(call) };
  useCallKeys(bars, acts);
  const rings = call?.state === 'alerting';
  const words: Record<CallButton, string> = {
    answer: t('call.buttons.answer'),
    hangUp: t(rings ? 'call.buttons.decline' : 'call.buttons.hangUp'),
    mute: t(pressed.mute ? 'call.buttons.unmute' : 'call.buttons.mute'),
    hold: t(pressed.hold ? 'call.buttons.retrieve' : 'call.buttons.hold'),
    transfer: t('call.buttons.transfer'),
    conference: t('call.buttons.conference'),
    dialPad: t('call.buttons.dialPad'),
    rating: t('call.buttons.rating'),
  };
  const presses: Partial<Record<CallButton, () => void>> = {
    answer: acts.answer,
    hangUp: acts.hangUp,
    mute: acts.toggleMute,
    hold: acts.toggleHold,
  };
  return (
    <div className="callbar__buttons">
      {callButtons.map((button) => {
        const bar = bars[button];
        if (button === 'dialPad')
          return <DialPad key={button} call={call} reason={bar && t(`call.bars.${bar}`)} />;
        return (
          <BarButton
            key={button}
            icon={iconOf(button, pressed)}
            word={words[button]}
            keyName={callKeys[button] ?? null}
            reason={bar && t(`call.bars.${bar}`)}
            tone={toneOf(button)}
            pressed={button === 'mute' || button === 'hold' ? pressed[button] : null}
            onPress={presses[button] ?? null}
          />
        );
      })}
    </div>
  );
}

function toneOf(button: CallButton) {
  if (button === 'answer') return 'go';
  return button === 'hangUp' ? 'stop' : 'plain';
}

function iconOf(
  button: CallButton,
  pressed: { readonly mute: boolean; readonly hold: boolean },
): ReactNode {
  switch (button) {
    case 'answer':
      return <Phone size={18} aria-hidden />;
    case 'hangUp':
      return <PhoneOff size={18} aria-hidden />;
    case 'mute':
      return pressed.mute ? <MicOff size={18} aria-hidden /> : <Mic size={18} aria-hidden />;
    case 'hold':
      return pressed.hold ? <Play size={18} aria-hidden /> : <Pause size={18} aria-hidden />;
    case 'transfer':
      return <PhoneForwarded size={18} aria-hidden />;
    case 'conference':
      return <Users size={18} aria-hidden />;
    case 'dialPad':
      return <Grip size={18} aria-hidden />;
    case 'rating':
      return <Star size={18} aria-hidden />;
  }
}
