import { type CallView, isAgentHeld } from './call.ts';
import { callToAnswer, currentCall, isRunning, linesOf } from '../seat/current-call.ts';
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
  switch (act) {
    case 'answer':
      return ringing ? { kind: 'answer', callId: ringing.callId } : null;
    case 'hangUp':
      return hangUpCommand(running);
    case 'mute':
      return talking ? { kind: 'mute', callId: talking.callId, muted: !talking.muted } : null;
    case 'hold':
      return talking
        ? { kind: isAgentHeld(talking) ? 'retrieve' : 'hold', callId: talking.callId }
        : null;
  }
}

/**
 * What one press of hanging up means. Never the citizen by accident: a consultation is given up and she is taken back, and
 * of a conference mixed here the one who was asked in leaves. Only when nothing else runs a call that rings is declined.
 */
export function hangUpCommand(calls: readonly CallView[]): PhoneCommand | null {
  const current = currentCall(calls);
  if (!current) return null;
  const { callId } = current;
  if (current.state === 'alerting')
    return { kind: 'decline', callId: callToAnswer(calls)?.callId ?? callId };
  const { consultation } = linesOf(calls);
  if (!consultation) return { kind: 'hangUp', callId };
  const { citizen, consult } = consultation;
  if (citizen.joinedWith === consult.callId) return { kind: 'hangUp', callId: consult.callId };
  if (current.callId !== consult.callId) return { kind: 'hangUp', callId };
  return { kind: 'cancelConsult', callId: citizen.callId, consultCallId: consult.callId };
}
