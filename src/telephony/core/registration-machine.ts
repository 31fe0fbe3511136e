import type { RegistrationState } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { type AddressRound, firstAddress } from './address-round.ts';
import { retry } from './registration-retry.ts';

/**
 * What a refusal is about: this moment, our account (unknown or barred, or the PBX has not read its accounts yet), or a
 * secret that will never do.
 */
export type RefusalVerdict = 'passing' | 'account' | 'final';

/**
 * How a socket was lost: it closed under us, it never opened or went silent, or it proved dead when the PC woke up.
 */
export type LossKind = 'closed' | 'silent' | 'asleep';

/**
 * What happens to a registration. `at` is epoch milliseconds and jumps with the PC's clock, `upMs` is monotonic,
 * `random` is in `[0, 1)`.
 */
export type RegistrationEvent =
  /** `addresses`: how many addresses of the PBX there are, the main one first. */
  | { readonly kind: 'start'; readonly addresses: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'socketOpened' }
  /** The socket closed, never opened, or did not prove itself. Without end, the machine tries again. */
  | {
      readonly kind: 'socketLost';
      readonly how: LossKind;
      readonly at: number;
      readonly upMs: number;
      readonly random: number;
      readonly code: ErrorCode;
    }
  /** The host found out why a socket could not be opened. */
  | { readonly kind: 'diagnosed'; readonly code: ErrorCode }
  | {
      readonly kind: 'accepted';
      readonly at: number;
      readonly upMs: number;
      readonly expiresAt: number;
      readonly warning: ErrorCode | null;
    }
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly upMs: number;
      readonly random: number;
      readonly code: ErrorCode;
      readonly verdict: RefusalVerdict;
      readonly retryAfterMs: number;
    }
  /** The PBX answered a keep-alive. */
  | { readonly kind: 'alive'; readonly at: number }
  /** The PC woke up, its network changed or its clock jumped. */
  | { readonly kind: 'woken' }
  /** The main address serves again and no call needs the one in use. */
  | { readonly kind: 'mainServes' }
  | { readonly kind: 'retryDue' }
  | { readonly kind: 'refreshDue' };

export type RegistrationEffect =
  /** A new socket to this address, in place of whatever there is. */
  | { readonly kind: 'connect'; readonly address: number }
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
  readonly round: AddressRound;
  /** Monotonic moment of the registration that holds now. */
  readonly sinceUpMs: number;
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
  round: firstAddress(1),
  sinceUpMs: 0,
  attempt: 0,
  hasRegistered: false,
};

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
    return connect({ ...idleRegistration, round: firstAddress(event.addresses) });
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
        : retry(machine, event);
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
        : connect(machine);
    case 'woken':
      return wake(machine);
    case 'mainServes':
      return state.kind === 'registered' && machine.round.index !== 0
        ? connect({ ...machine, round: firstAddress(machine.round.count) })
        : stay(machine);
  }
}

function connect(machine: RegistrationMachine): RegistrationStep {
  const { round, attempt } = machine;
  return to({ ...machine, socketOpen: false, state: { kind: 'connecting', attempt } }, [
    { kind: 'cancelTimers' },
    { kind: 'connect', address: round.index },
  ]);
}

/**
 * A registered phone proves its registration, whose expiry the sleep may have passed. What waited or was under way starts
 * afresh: its socket belongs to the time before. A PBX that has asked for patience keeps it.
 */
function wake(machine: RegistrationMachine): RegistrationStep {
  const { state } = machine;
  if (state.kind === 'registered') return to(machine, [{ kind: 'register' }]);
  return state.kind === 'retryWait' && machine.socketOpen ? stay(machine) : connect(machine);
}

type Accepted = Extract<RegistrationEvent, { readonly kind: 'accepted' }>;
type Refused = Extract<RegistrationEvent, { readonly kind: 'refused' }>;

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
      round: { ...machine.round, failed: 0 },
      sinceUpMs: isRefresh ? machine.sinceUpMs : event.upMs,
      attempt: 0,
      hasRegistered: true,
      state: {
        kind: 'registered',
        sinceAt: isRefresh ? state.sinceAt : event.at,
        provenAt: event.at,
        expiresAt: event.expiresAt,
        ...(machine.round.count > 1 ? { server: serverOf(machine.round) } : {}),
        ...(event.warning ? { warning: event.warning } : {}),
      },
    },
    effects,
  );
}

function serverOf(round: AddressRound): 'main' | 'fallback' {
  return round.index === 0 ? 'main' : 'fallback';
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
  return retry(machine, event);
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
