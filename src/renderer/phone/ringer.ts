import type { CallView } from '../../shared/domain/call.ts';
import type { Tone } from '../../telephony/webrtc/ring-tone.ts';

/**
 * What should sound now: the ring while somebody calls and nobody talks, the ringback while we dial and the PBX itself
 * sends no sound yet.
 */
export function toneFor(
  calls: readonly CallView[],
  hasFarSound: (callId: string) => boolean,
): Tone | null {
  const running = calls.filter((call) => call.state !== 'ended');
  if (running.some((call) => call.state === 'connected')) return null;
  if (running.some((call) => call.state === 'alerting')) return 'ring';
  return running.some((call) => call.state === 'dialling' && !hasFarSound(call.callId))
    ? 'ringback'
    : null;
}
