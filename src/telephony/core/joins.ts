import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneEvent } from './phone.ts';

export interface JoinsDeps {
  readonly clock: Clock;
  readonly emit: (event: PhoneEvent) => void;
  /** Begins to mix; returns the way to end that. */
  readonly mix: (callId: CallId, withCallId: CallId) => () => void;
}

/** Pairs of calls that are mixed at this desk. A call is in one pair at most. */
export function createJoins({ clock, emit, mix }: JoinsDeps) {
  const pairs = new Map<CallId, { readonly partner: CallId; readonly stop: () => void }>();
  const tell = (callId: CallId, withCallId: CallId | null) =>
    emit({ kind: 'joined', callId, at: clock.now(), withCallId });

  return {
    /** Both calls are connected. Fails with `phone.notAllowedNow` when either is in another pair. */
    join(callId: CallId, withCallId: CallId): void {
      if (pairs.get(callId)?.partner === withCallId) return;
      if (callId === withCallId || pairs.has(callId) || pairs.has(withCallId))
        throw new AppError('phone.notAllowedNow');
      const stop = mix(callId, withCallId);
      pairs.set(callId, { partner: withCallId, stop });
      pairs.set(withCallId, { partner: callId, stop });
      tell(callId, withCallId);
      tell(withCallId, callId);
    },
    /** Nothing when the call is in no pair. */
    part(callId: CallId): void {
      const pair = pairs.get(callId);
      if (!pair) return;
      pairs.delete(callId);
      pairs.delete(pair.partner);
      pair.stop();
      tell(callId, null);
      tell(pair.partner, null);
    },
  };
}
