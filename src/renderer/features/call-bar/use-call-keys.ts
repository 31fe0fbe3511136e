import { useKeys } from '../../ui/use-keys.ts';
import type { ButtonBar, CallButton } from '../../stores/call-buttons.ts';
import type { CallActs } from './use-call-acts.ts';

/** Function keys that neither browsers nor Chinese input methods use (F5, F11 and F12 are taken). */
export const callKeys: Partial<Record<CallButton, string>> = {
  answer: 'F2',
  hangUp: 'F4',
  mute: 'F8',
  hold: 'F9',
  dialPad: 'F7',
};

/** The call bar by keyboard, from anywhere on the page. A barred act stays barred. */
export function useCallKeys(
  bars: Readonly<Record<CallButton, ButtonBar | null>>,
  acts: CallActs,
): void {
  useKeys({
    F2: () => bars.answer === null && acts.answer(),
    F4: () => bars.hangUp === null && acts.hangUp(),
    F8: () => bars.mute === null && acts.toggleMute(),
    F9: () => bars.hold === null && acts.toggleHold(),
  });
}
