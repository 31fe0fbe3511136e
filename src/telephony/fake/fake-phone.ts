import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { RegistrationState } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Phone, PhoneEvent } from '../core/phone.ts';

/** A citizen's call, as the script places it. */
export interface FakeCaller {
  readonly rawNumber: string;
  readonly displayName?: string;
  readonly lineName?: string;
  readonly ticketNo?: string | null;
  readonly queuedMs?: number | null;
}

/** What becomes of a number that is dialled. */
export type FakeOutcome = 'answers' | 'rings' | 'busy' | 'unknown';

/** The far side: what citizens and PBX do, by order. */
export interface FakeScript {
  ring(caller: FakeCaller): CallId;
  /** The citizen gives up while it rings, or hangs up. */
  leave(callId: CallId): void;
  holdBy(callId: CallId, held: boolean): void;
  setRegistration(state: RegistrationState): void;
  /** Calls that neither side has ended. */
  running(): readonly CallId[];
}

export interface FakePhoneDeps {
  readonly clock: Clock;
  readonly newCallId: () => CallId;
  /** Everybody answers when not given. */
  readonly outcomeOf?: (number: string) => FakeOutcome;
}

interface FakeCall {
  phase: 'alerting' | 'dialling' | 'connected';
  muted: boolean;
  held: boolean;
}

const registeredForMs = 300_000;

/** A phone without a wire. The agent's side keeps the promises of `Phone`; the far side does what the script says. */
export function createFakePhone(deps: FakePhoneDeps): {
  readonly phone: Phone;
  readonly script: FakeScript;
} {
  const { clock, newCallId, outcomeOf = () => 'answers' } = deps;
  const calls = new Map<CallId, FakeCall>();
  const listeners = new Set<(event: PhoneEvent) => void>();

  const emit = (event: PhoneEvent) => {
    for (const listener of listeners) listener(event);
  };
  const callOf = (callId: CallId): FakeCall => {
    const call = calls.get(callId);
    if (!call) throw new AppError('phone.noSuchCall');
    return call;
  };
  const talking = (callId: CallId): FakeCall => {
    const call = callOf(callId);
    if (call.phase !== 'connected') throw new AppError('phone.notAllowedNow');
    return call;
  };
  const connect = (callId: CallId, call: FakeCall) => {
    if (call.phase === 'connected') return;
    call.phase = 'connected';
    emit({ kind: 'connected', callId, at: clock.now() });
  };
  const end = (callId: CallId, reason: EndReason, code: ErrorCode | null = null) => {
    calls.delete(callId);
    emit({ kind: 'ended', callId, at: clock.now(), reason, code });
  };
  const hangUp = (callId: CallId) => {
    end(callId, callOf(callId).phase === 'dialling' ? 'cancelled' : 'agentHungUp');
  };
  const setHeld = (callId: CallId, held: boolean) => {
    const call = talking(callId);
    if (call.held === held) return;
    call.held = held;
    emit({ kind: 'agentHold', callId, at: clock.now(), held });
  };
  const setRegistration = (state: RegistrationState) => emit({ kind: 'registration', state });

  const phone: Phone = {
    start() {
      const at = clock.now();
      setRegistration({ kind: 'connecting', attempt: 0 });
      setRegistration({ kind: 'registering', attempt: 0 });
      setRegistration({
        kind: 'registered',
        sinceAt: at,
        provenAt: at,
        expiresAt: at + registeredForMs,
      });
    },
    async stop() {
      for (const callId of calls.keys()) hangUp(callId);
      setRegistration({ kind: 'unregistered' });
    },
    async dial(callId, number, ticketNo) {
      const call: FakeCall = { phase: 'dialling', muted: false, held: false };
      calls.set(callId, call);
      emit({ kind: 'dialling', callId, at: clock.now(), rawNumber: number, ticketNo });
      const outcome = outcomeOf(number);
      if (outcome === 'answers') connect(callId, call);
      if (outcome === 'busy') end(callId, 'busy', 'sip.busy');
      if (outcome === 'unknown') end(callId, 'failed', 'sip.numberNotFound');
    },
    async answer(callId) {
      const call = callOf(callId);
      if (call.phase === 'dialling') throw new AppError('phone.notAllowedNow');
      connect(callId, call);
    },
    async decline(callId) {
      if (callOf(callId).phase !== 'alerting') throw new AppError('phone.notAllowedNow');
      end(callId, 'declined');
    },
    hangUp: async (callId) => hangUp(callId),
    async setMuted(callId, muted) {
      const call = talking(callId);
      if (call.muted === muted) return;
      call.muted = muted;
      emit({ kind: 'muted', callId, at: clock.now(), muted });
    },
    hold: async (callId) => setHeld(callId, true),
    retrieve: async (callId) => setHeld(callId, false),
    sendDtmf: async (callId) => void talking(callId),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const script: FakeScript = {
    ring({ rawNumber, displayName = '', lineName = '', ticketNo = null, queuedMs = null }) {
      const callId = newCallId();
      calls.set(callId, { phase: 'alerting', muted: false, held: false });
      emit({
        kind: 'alerting',
        callId,
        at: clock.now(),
        rawNumber,
        displayName,
        lineName,
        ticketNo,
        queuedMs,
      });
      return callId;
    },
    leave: (callId) =>
      end(callId, callOf(callId).phase === 'alerting' ? 'missed' : 'citizenHungUp'),
    holdBy: (callId, held) => {
      talking(callId);
      emit({ kind: 'farHold', callId, at: clock.now(), held });
    },
    setRegistration,
    running: () => [...calls.keys()],
  };
  return { phone, script };
}
