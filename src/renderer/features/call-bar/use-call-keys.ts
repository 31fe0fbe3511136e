import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import { useDeskStore } from '../../parts/desk-context.ts';
import type { ButtonState, CallButton } from './call-buttons.ts';
import type { Lines } from '../../../shared/domain/seat/current-call.ts';
import { useKeys } from '../../ui/use-keys.ts';

/**
 * Keys that neither browsers nor Chinese input methods need (F5, F11 and F12 are taken). 转接 and 拨号盘 open panels
 * and listen to their keys themselves.
 */
export const callKeys: Readonly<Record<CallButton, string>> = {
  answer: 'F2',
  hangUp: 'F4',
  mute: 'F8',
  hold: 'F9',
  transfer: 'F6',
  conference: 'Alt+S',
  dialPad: 'F7',
  rating: 'Alt+P',
};

/** Keys of the chips of other calls: silence, decline, take back the one that waits. */
export const lineKeys = { silence: 'F3', decline: 'Alt+J', swap: 'F10' } as const;

/** The call bar by keyboard, from anywhere on the page. A barred act stays barred. */
export function useCallKeys(
  states: Readonly<Record<CallButton, ButtonState>>,
  { ringing, waiting }: Lines,
  reachable: boolean,
): void {
  const command = useDeskStore((state) => state.command);
  const press = (button: CallButton) => () => {
    const asked = states[button].command;
    if (asked) void command(asked);
  };
  const line = (asked: PhoneCommand | null) => () => {
    if (asked && reachable) void command(asked);
  };
  useKeys({
    [callKeys.answer]: press('answer'),
    [callKeys.hangUp]: press('hangUp'),
    [callKeys.mute]: press('mute'),
    [callKeys.hold]: press('hold'),
    [callKeys.conference]: press('conference'),
    [callKeys.rating]: press('rating'),
    [lineKeys.silence]: line(ringing && { kind: 'silence', callId: ringing.callId }),
    [lineKeys.decline]: line(ringing && { kind: 'decline', callId: ringing.callId }),
    [lineKeys.swap]: line(waiting && { kind: 'retrieve', callId: waiting.callId }),
  });
}
