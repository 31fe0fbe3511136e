import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { EndReason } from '../../shared/domain/calls/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { PhoneEvent } from '../core/phone.ts';

interface FakeCall {
  phase: 'alerting' | 'dialling' | 'connected';
  muted: boolean;
  held: boolean;
  readonly number: string;
}

/** The calls of a fake phone: what is told when they move, and `phone.*` where they cannot. */
export function createFakeCalls(clock: Clock, emit: (event: PhoneEvent) => void) {
  const calls = new Map<CallId, FakeCall>();
  const get = (callId: CallId): FakeCall => {
    const call = calls.get(callId);
    if (!call) throw new AppError('phone.noSuchCall');
    return call;
  };
  const talking = (callId: CallId): FakeCall => {
    const call = get(callId);
    if (call.phase !== 'connected') throw new AppError('phone.notAllowedNow');
    return call;
  };
  return {
    begin: (callId: CallId, phase: 'alerting' | 'dialling', number: string) =>
      void calls.set(callId, { phase, muted: false, held: false, number }),
    number: (callId: CallId) => get(callId).number,
    phase: (callId: CallId) => get(callId).phase,
    ids: () => [...calls.keys()],
    requireTalking: (callId: CallId) => void talking(callId),
    connect(callId: CallId): void {
      const call = get(callId);
      if (call.phase === 'connected') return;
      call.phase = 'connected';
      emit({ kind: 'connected', callId, at: clock.now() });
    },
    end(callId: CallId, reason: EndReason, code: ErrorCode | null = null): void {
      calls.delete(callId);
      emit({ kind: 'ended', callId, at: clock.now(), reason, code });
    },
    /** Under way to `to`, or back again. */
    setTransferring(callId: CallId, to: string | null): void {
      talking(callId);
      emit({ kind: 'transferring', callId, at: clock.now(), to });
    },
    setMuted(callId: CallId, muted: boolean): void {
      const call = talking(callId);
      if (call.muted === muted) return;
      call.muted = muted;
      emit({ kind: 'muted', callId, at: clock.now(), muted });
    },
    setHeld(callId: CallId, held: boolean): void {
      const call = talking(callId);
      if (call.held === held) return;
      call.held = held;
      emit({ kind: 'agentHold', callId, at: clock.now(), held });
    },
  };
}
