import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { RegistrationState } from '../../shared/domain/phone/phone-state.ts';
import { createJoins } from '../core/joins.ts';
import type { Phone, PhoneEvent, TransferOrder } from '../core/phone.ts';
import { createFakeCalls } from './fake-calls.ts';

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

const registeredForMs = 300_000;

/** A phone without a wire. The agent's side keeps the promises of `Phone`; the far side does what the script says. */
export function createFakePhone(deps: FakePhoneDeps): {
  readonly phone: Phone;
  readonly script: FakeScript;
} {
  const listeners = new Set<(event: PhoneEvent) => void>();
  const emit = (event: PhoneEvent) => {
    for (const listener of listeners) listener(event);
    if (event.kind === 'ended') joins.part(event.callId);
  };
  const joins = createJoins({ clock: deps.clock, emit, mix: () => () => undefined });
  const calls = createFakeCalls(deps.clock, emit);
  return {
    phone: {
      ...agentSide(deps, calls, emit),
      transfer: async (order) => handOver(deps, calls, order),
      async join(callId, withCallId) {
        calls.requireTalking(callId);
        calls.requireTalking(withCallId);
        joins.join(callId, withCallId);
      },
      part: async (callId) => joins.part(callId),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    script: farSide(deps, calls, emit),
  };
}

type FakeCalls = ReturnType<typeof createFakeCalls>;
type Emit = (event: PhoneEvent) => void;

function agentSide(
  { clock, outcomeOf }: FakePhoneDeps,
  calls: FakeCalls,
  emit: Emit,
): Omit<Phone, 'subscribe' | 'transfer' | 'join' | 'part'> {
  const setRegistration = (state: RegistrationState) => emit({ kind: 'registration', state });
  const hangUp = (callId: CallId) =>
    calls.end(callId, calls.phase(callId) === 'dialling' ? 'cancelled' : 'agentHungUp');
  return {
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
      calls.ids().forEach(hangUp);
      setRegistration({ kind: 'unregistered' });
    },
    async dial({ callId, number, ticketNo, purpose, servesCallId }) {
      calls.begin(callId, 'dialling', number);
      emit({
        kind: 'dialling',
        callId,
        at: clock.now(),
        rawNumber: number,
        ticketNo,
        purpose,
        servesCallId,
      });
      const outcome = outcomeOf?.(number) ?? 'answers';
      if (outcome === 'answers') calls.connect(callId);
      if (outcome === 'busy') calls.end(callId, 'busy', 'sip.busy');
      if (outcome === 'unknown') calls.end(callId, 'failed', 'sip.numberNotFound');
    },
    async answer(callId) {
      if (calls.phase(callId) === 'dialling') throw new AppError('phone.notAllowedNow');
      calls.connect(callId);
    },
    async decline(callId) {
      if (calls.phase(callId) !== 'alerting') throw new AppError('phone.notAllowedNow');
      calls.end(callId, 'declined');
    },
    hangUp: async (callId) => hangUp(callId),
    setMuted: async (callId, muted) => calls.setMuted(callId, muted),
    hold: async (callId) => calls.setHeld(callId, true),
    retrieve: async (callId) => calls.setHeld(callId, false),
    sendDtmf: async (callId) => calls.requireTalking(callId),
    tell: async () => undefined,
    wake: () => undefined,
  };
}

/** A number that is busy or unknown refuses the transfer; a call of ours always takes it. */
function handOver({ outcomeOf }: FakePhoneDeps, calls: FakeCalls, order: TransferOrder): void {
  const { callId, target, reason } = order;
  calls.requireTalking(callId);
  if (target.kind === 'call') calls.requireTalking(target.callId);
  calls.setTransferring(
    callId,
    target.kind === 'call' ? calls.number(target.callId) : target.number,
  );
  const outcome = target.kind === 'call' ? 'answers' : (outcomeOf?.(target.number) ?? 'answers');
  if (outcome === 'busy' || outcome === 'unknown') {
    calls.setTransferring(callId, null);
    throw new AppError('sip.transferFailed');
  }
  calls.end(callId, reason);
  if (target.kind === 'call') calls.end(target.callId, reason);
}

function farSide({ clock, newCallId }: FakePhoneDeps, calls: FakeCalls, emit: Emit): FakeScript {
  return {
    ring({ rawNumber, displayName = '', lineName = '', ticketNo = null, queuedMs = null }) {
      const callId = newCallId();
      calls.begin(callId, 'alerting', rawNumber);
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
      calls.end(callId, calls.phase(callId) === 'alerting' ? 'missed' : 'citizenHungUp'),
    holdBy(callId, held) {
      calls.requireTalking(callId);
      emit({ kind: 'farHold', callId, at: clock.now(), held });
    },
    setRegistration: (state) => emit({ kind: 'registration', state }),
    running: calls.ids,
  };
}
