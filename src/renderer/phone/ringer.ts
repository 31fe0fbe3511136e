import type { CallView } from '../../shared/domain/calls/call.ts';
import type { Tone } from '../../telephony/webrtc/ring-tone.ts';

/**
 * What should sound now: the ring while somebody calls, a soft knock while the agent talks to somebody else, the ringback
 * while we dial and the PBX itself sends no sound yet. A call that the agent has silenced makes none.
 */
export function toneFor(
  calls: readonly CallView[],
  hasFarSound: (callId: string) => boolean,
): Tone | null {
  const running = calls.filter((call) => call.state !== 'ended');
  const busy = running.some((call) => call.state === 'connected' || call.state === 'held');
  const isCalled = running.some((call) => call.state === 'alerting' && !call.silenced);
  if (isCalled) return busy ? 'knock' : 'ring';
  if (running.some((call) => call.state === 'connected')) return null;
  return running.some((call) => call.state === 'dialling' && !hasFarSound(call.callId))
    ? 'ringback'
    : null;
}
