import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import { useDeskStore } from '../../parts/desk-context.ts';
import type { ButtonState, CallButton } from './call-buttons.ts';
import type { Lines } from '../../../shared/domain/seat/current-call.ts';
import { useKeys } from '../../parts/use-keys.ts';

/** The call bar by keyboard, from anywhere on the page. A barred act stays barred. 转接, 挂断 and 拨号盘 listen to their keys themselves. */
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
    answer: press('answer'),
    mute: press('mute'),
    hold: press('hold'),
    conference: press('conference'),
    rating: press('rating'),
    silence: line(ringing && { kind: 'silence', callId: ringing.callId }),
    decline: line(ringing && { kind: 'decline', callId: ringing.callId }),
    swap: line(waiting && { kind: 'retrieve', callId: waiting.callId }),
  });
}
