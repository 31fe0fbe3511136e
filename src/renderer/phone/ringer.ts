import type { CallView } from '../../shared/domain/calls/call.ts';
import { isRinging } from '../../shared/domain/seat/current-call.ts';
import type { Tone } from '../../telephony/webrtc/ring-tone.ts';

/**
 * What should sound now: the ring while somebody calls, a soft knock while the agent talks to somebody else, the ringback
 * while we dial and the PBX itself sends no sound yet. A call that the agent has silenced makes none.
 */
export function toneFor(
  calls: readonly CallView[],
  hasFarSound: (callId: string) => boolean,
): Tone | null {
  const busy = calls.some((call) => call.state === 'connected' || call.state === 'held');
  const isCalled = calls.some(isRinging);
  if (isCalled) return busy ? 'knock' : 'ring';
  if (calls.some((call) => call.state === 'connected')) return null;
  return calls.some((call) => call.state === 'dialling' && !hasFarSound(call.callId))
    ? 'ringback'
    : null;
}
