import type { CallView } from '../../shared/domain/call.ts';
import type { DeskState } from '../../shared/domain/desk-state.ts';
import { currentCall } from './call-selectors.ts';

export const callButtons = [
  'answer',
  'hangUp',
  'mute',
  'hold',
  'transfer',
  'conference',
  'dialPad',
  'rating',
] as const;
export type CallButton = (typeof callButtons)[number];

/** Why a button is grey just now; `null` = it may be pressed. */
export type ButtonBar =
  | 'noCallRings'
  | 'noCall'
  | 'notAnswered'
  | 'heldByAgent'
  | 'phoneAway'
  | 'notInRelease';

/** Which buttons of the call bar are barred and why, from the call's state alone. */
export function buttonBars(desk: DeskState): Readonly<Record<CallButton, ButtonBar | null>> {
  const call = currentCall(desk.phone.calls);
  const away = desk.phoneConnected ? null : 'phoneAway';
  return {
    answer: away ?? (call?.state === 'alerting' ? null : 'noCallRings'),
    hangUp: away ?? (call ? null : 'noCall'),
    mute: away ?? talkBar(call),
    hold: away ?? talkBar(call),
    transfer: 'notInRelease',
    conference: 'notInRelease',
    dialPad: away ?? dialPadBar(call),
    rating: 'notInRelease',
  };
}

function talkBar(call: CallView | null): ButtonBar | null {
  if (!call) return 'noCall';
  return call.answeredAt === null ? 'notAnswered' : null;
}

/** Without a call the pad dials out; in a call it sends tones. */
function dialPadBar(call: CallView | null): ButtonBar | null {
  if (!call) return null;
  if (call.answeredAt === null) return 'notAnswered';
  return call.state === 'held' ? 'heldByAgent' : null;
}
