import type { CallView } from '../../shared/domain/calls/call.ts';
import type { PhoneSnapshot } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

export interface PhonePill {
  readonly kind: 'ready' | 'alerting' | 'dialling' | 'connected' | 'held' | 'resting' | 'fault';
  readonly since: number | null;
}

/** State of the phone as one word with its timer. */
export function phonePill(snapshot: PhoneSnapshot, call: CallView | null): PhonePill {
  if (call && call.state !== 'ended') {
    return { kind: call.state, since: call.answeredAt ?? call.startedAt };
  }
  if (phoneTrouble(snapshot, null)) return { kind: 'fault', since: null };
  const { registration, microphone } = snapshot;
  if (registration.kind !== 'registered' || microphone.kind !== 'ready')
    return { kind: 'resting', since: null };
  return { kind: 'ready', since: registration.sinceAt };
}

/** What is wrong right now, the worst first; `null` = nothing is known to be wrong. */
export function phoneTrouble(
  { registration, microphone }: PhoneSnapshot,
  call: CallView | null,
): ErrorCode | null {
  if (call?.recording.kind === 'failed') return call.recording.code;
  if (call?.soundFault) return call.soundFault;
  if (registration.kind === 'stopped' || registration.kind === 'retryWait')
    return registration.code;
  if (microphone.kind === 'failed') return microphone.code;
  return registration.kind === 'registered' ? (registration.warning ?? null) : null;
}
