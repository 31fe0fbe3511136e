import {
  type AddressRound,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationMachine,
  type RegistrationStep,
  firstAddress,
  idleRegistration,
} from './registration.ts';
import { retry } from './registration-retry.ts';

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
