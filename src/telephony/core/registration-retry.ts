import {
  type AddressRound,
  type RegistrationEvent,
  type RegistrationMachine,
  type RegistrationStep,
  afterFailure,
} from './registration.ts';

type Failure = Extract<RegistrationEvent, { readonly kind: 'socketLost' | 'refused' }>;

const minRetryMs = 500;
const maxRetryMs = 15_000;
const longestRetryAfterMs = 60_000;
/** Four tries in ten minutes: fewer than the five at which fail2ban, as it comes, shuts a whole office out. */
const accountRetryMs = 150_000;
/** A registration that lived shorter than this does not earn an immediate retry: no hammering of a flapping PBX. */
const steadyAfterMs = 5000;

interface Plan {
  readonly round: AddressRound;
  readonly delayMs: number;
  readonly socketOpen: boolean;
}

/** What follows a failure: at once where that promises something, else full jitter between 0.5 and 15 s, without end. */
export function retry(machine: RegistrationMachine, event: Failure): RegistrationStep {
  const { round, delayMs, socketOpen } = plan(machine, event);
  const attempt = machine.attempt + 1;
  const retryAt = Math.round(event.at + delayMs);
  const isLeaving = machine.socketOpen && !socketOpen && event.kind === 'refused';
  return {
    machine: {
      ...machine,
      round,
      socketOpen,
      attempt,
      state: { kind: 'retryWait', code: event.code, retryAt, attempt },
    },
    effects: [
      { kind: 'cancelTimers' },
      ...(isLeaving ? [{ kind: 'disconnect' } as const] : []),
      { kind: 'retryIn', delayMs },
    ],
  };
}

function plan(machine: RegistrationMachine, event: Failure): Plan {
  const { round } = machine;
  const jitterMs = minRetryMs + event.random * (maxRetryMs - minRetryMs);
  if (event.kind === 'socketLost') {
    if (earnsSecondTry(machine, event)) return { round, delayMs: 0, socketOpen: false };
    const next = afterFailure(round);
    return { round: next.round, delayMs: next.atOnce ? 0 : jitterMs, socketOpen: false };
  }
  // Refused for the moment (503 and its like): another address may serve (RFC 3261 §21.5.4).
  if (event.verdict === 'passing' && round.count > 1) {
    const next = afterFailure(round);
    const delayMs = next.atOnce ? 0 : Math.max(jitterMs, leastWaitMs(machine, event));
    return { round: next.round, delayMs, socketOpen: false };
  }
  return { round, delayMs: Math.max(jitterMs, leastWaitMs(machine, event)), socketOpen: true };
}

/** The same address once more, at once: it served for a while, or the fault was probably our own sleep. */
function earnsSecondTry(
  machine: RegistrationMachine,
  event: Extract<Failure, { readonly kind: 'socketLost' }>,
): boolean {
  if (machine.state.kind !== 'registered') return false;
  if (event.how === 'asleep') return true;
  if (event.how === 'silent' && machine.round.count > 1) return false;
  return event.upMs - machine.sinceUpMs >= steadyAfterMs;
}

/** What the PBX asked for; long when it has never known our account. */
function leastWaitMs(
  machine: RegistrationMachine,
  event: Extract<Failure, { readonly kind: 'refused' }>,
): number {
  const isUnknown = event.verdict === 'account' && !machine.hasRegistered;
  return isUnknown ? accountRetryMs : Math.min(event.retryAfterMs, longestRetryAfterMs);
}
