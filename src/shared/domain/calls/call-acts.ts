import { type CallView, isAgentHeld } from './call.ts';
import { callToAnswer, isRunning } from '../seat/current-call.ts';
import type { PhoneCommand } from '../phone/phone-state.ts';

/** What one key does to the calls, whatever window has the keyboard: headset buttons and the system's shortcuts. */
export const callActs = ['answer', 'hangUp', 'mute', 'hold'] as const;
export type CallAct = (typeof callActs)[number];

/**
 * The command that `act` means just now; `null` when there is nothing that it could mean. Answering is about the call
 * that rings, everything else about the one with sound; hanging up declines a call only when nothing else runs.
 */
export function commandForAct(calls: readonly CallView[], act: CallAct): PhoneCommand | null {
  const running = calls.filter(isRunning);
  const ringing = callToAnswer(running);
  const talking =
    running.find((call) => call.state === 'connected') ??
    running.find((call) => call.state === 'held');
  const dialling = running.find((call) => call.state === 'dialling');
  switch (act) {
    case 'answer':
      return ringing ? { kind: 'answer', callId: ringing.callId } : null;
    case 'hangUp': {
      const call = dialling ?? talking;
      if (call) return { kind: 'hangUp', callId: call.callId };
      return ringing ? { kind: 'decline', callId: ringing.callId } : null;
    }
    case 'mute':
      return talking ? { kind: 'mute', callId: talking.callId, muted: !talking.muted } : null;
    case 'hold':
      return talking
        ? { kind: isAgentHeld(talking) ? 'retrieve' : 'hold', callId: talking.callId }
        : null;
  }
}
