import type { RegistrationState } from '../../shared/domain/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/**
 * What a refusal is about: this moment, our account (unknown or barred, or the PBX has not read its accounts yet), or a
 * secret that will never do.
 */
export type RefusalVerdict = 'passing' | 'account' | 'final';

/** What happens to a registration. `at` is epoch milliseconds, `random` is in `[0, 1)`. */
export type RegistrationEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'socketOpened' }
  /** The socket closed, never opened, or did not prove itself. Without end, the machine tries again. */
  | {
      readonly kind: 'socketLost';
      readonly at: number;
      readonly random: number;
      readonly code: ErrorCode;
    }
  /** The host found out why a socket could not be opened. */
  | { readonly kind: 'diagnosed'; readonly code: ErrorCode }
  | {
      readonly kind: 'accepted';
      readonly at: number;
      readonly expiresAt: number;
      readonly warning: ErrorCode | null;
    }
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly random: number;
      readonly code: ErrorCode;
      readonly verdict: RefusalVerdict;
      readonly retryAfterMs: number;
    }
  /** The PBX answered a keep-alive. */
  | { readonly kind: 'alive'; readonly at: number }
  | { readonly kind: 'retryDue' }
  | { readonly kind: 'refreshDue' };

export type RegistrationEffect =
  | { readonly kind: 'connect' }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'register' }
  | { readonly kind: 'retryIn'; readonly delayMs: number }
  | { readonly kind: 'refreshIn'; readonly delayMs: number }
  | { readonly kind: 'cancelTimers' }
  /** Registered again after a loss: bring each surviving call back by a re-INVITE. */
  | { readonly kind: 'reviveCalls' };

export interface RegistrationMachine {
  readonly state: RegistrationState;
  readonly socketOpen: boolean;
  /** Failures since the last success. */
  readonly attempt: number;
  /** The credentials have worked: refusals of them are then taken as passing trouble of the PBX, not as final. */
  readonly hasRegistered: boolean;
}

export interface RegistrationStep {
  readonly machine: RegistrationMachine;
  readonly effects: readonly RegistrationEffect[];
}

export const idleRegistration: RegistrationMachine = {
  state: { kind: 'unregistered' },
  socketOpen: false,
  attempt: 0,
  hasRegistered: false,
};

const minRetryMs = 500;
const maxRetryMs = 15_000;
const longestRetryAfterMs = 60_000;
/** Four tries in ten minutes: fewer than the five at which fail2ban, as it comes, shuts a whole office out. */
const accountRetryMs = 150_000;
/** A registration that lived shorter than this does not earn an immediate retry: no hammering of a flapping PBX. */
const steadyAfterMs = 5000;
const refreshAt = 0.75;

/** Next state of the registration. Events that do not fit the state change nothing. */
export function reduceRegistration(
  machine: RegistrationMachine,
  event: RegistrationEvent,
): RegistrationStep {
  const { state, attempt } = machine;
  const running = state.kind !== 'unregistered' && state.kind !== 'stopped';
  if (event.kind === 'start') {
    if (running) return stay(machine);
    return to({ ...idleRegistration, state: { kind: 'connecting', attempt: 0 } }, [
      { kind: 'connect' },
    ]);
  }
  if (event.kind === 'stop')
    return to(idleRegistration, [{ kind: 'cancelTimers' }, { kind: 'disconnect' }]);
  if (!running) return stay(machine);
  switch (event.kind) {
    case 'socketOpened':
      if (state.kind !== 'connecting') return stay(machine);
      return to({ ...machine, socketOpen: true, state: { kind: 'registering', attempt } }, [
        { kind: 'register' },
      ]);
    case 'socketLost':
      return state.kind === 'retryWait' && !machine.socketOpen
        ? stay(machine)
        : retry(machine, event, false);
    case 'diagnosed':
      if (state.kind !== 'retryWait' || machine.socketOpen) return stay(machine);
      return to({ ...machine, state: { ...state, code: event.code } }, []);
    case 'accepted':
      return accept(machine, event);
    case 'refused':
      return refuse(machine, event);
    case 'alive':
      if (state.kind !== 'registered') return stay(machine);
      return to({ ...machine, state: { ...state, provenAt: event.at } }, []);
    case 'refreshDue':
      return state.kind === 'registered' ? to(machine, [{ kind: 'register' }]) : stay(machine);
    case 'retryDue':
      if (state.kind !== 'retryWait') return stay(machine);
      return machine.socketOpen
        ? to({ ...machine, state: { kind: 'registering', attempt } }, [{ kind: 'register' }])
        : to({ ...machine, state: { kind: 'connecting', attempt } }, [{ kind: 'connect' }]);
  }
}

type Accepted = Extract<RegistrationEvent, { readonly kind: 'accepted' }>;
type Refused = Extract<RegistrationEvent, { readonly kind: 'refused' }>;
type Lost = Extract<RegistrationEvent, { readonly kind: 'socketLost' }>;

function accept(machine: RegistrationMachine, event: Accepted): RegistrationStep {
  const { state } = machine;
  if (state.kind !== 'registering' && state.kind !== 'registered') return stay(machine);
  const isRefresh = state.kind === 'registered';
  const effects: RegistrationEffect[] = [
    { kind: 'refreshIn', delayMs: Math.max(1000, (event.expiresAt - event.at) * refreshAt) },
  ];
  if (!isRefresh && machine.hasRegistered) effects.push({ kind: 'reviveCalls' });
  return to(
    {
      socketOpen: true,
      attempt: 0,
      hasRegistered: true,
      state: {
        kind: 'registered',
        sinceAt: isRefresh ? state.sinceAt : event.at,
        provenAt: event.at,
        expiresAt: event.expiresAt,
        ...(event.warning ? { warning: event.warning } : {}),
      },
    },
    effects,
  );
}

function refuse(machine: RegistrationMachine, event: Refused): RegistrationStep {
  const { state } = machine;
  if (state.kind !== 'registering' && state.kind !== 'registered') return stay(machine);
  if (event.verdict === 'final' && !machine.hasRegistered) {
    return to({ ...idleRegistration, state: { kind: 'stopped', code: event.code } }, [
      { kind: 'cancelTimers' },
      { kind: 'disconnect' },
    ]);
  }
  return retry(machine, event, true);
}

/** At once after a steady registration, then full jitter between 0.5 and 15 s, without end. */
function retry(
  machine: RegistrationMachine,
  event: Lost | Refused,
  socketOpen: boolean,
): RegistrationStep {
  const { state } = machine;
  const wasSteady = state.kind === 'registered' && event.at - state.sinceAt >= steadyAfterMs;
  const atOnce = wasSteady && event.kind === 'socketLost';
  const jitterMs = minRetryMs + event.random * (maxRetryMs - minRetryMs);
  const delayMs = atOnce ? 0 : Math.max(jitterMs, leastWaitMs(machine, event));
  const attempt = machine.attempt + 1;
  const retryAt = Math.round(event.at + delayMs);
  return to(
    {
      ...machine,
      socketOpen,
      attempt,
      state: { kind: 'retryWait', code: event.code, retryAt, attempt },
    },
    [{ kind: 'cancelTimers' }, { kind: 'retryIn', delayMs }],
  );
}

/** What the PBX asked for; long when it has never known our account. */
function leastWaitMs(machine: RegistrationMachine, event: Lost | Refused): number {
  if (event.kind !== 'refused') return 0;
  const isUnknown = event.verdict === 'account' && !machine.hasRegistered;
  return isUnknown ? accountRetryMs : Math.min(event.retryAfterMs, longestRetryAfterMs);
}

function to(
  machine: RegistrationMachine,
  effects: readonly RegistrationEffect[],
): RegistrationStep {
  return { machine, effects };
}

function stay(machine: RegistrationMachine): RegistrationStep {
  return { machine, effects: [] };
}
