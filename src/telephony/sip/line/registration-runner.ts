import type { RegistrationState } from '../../../shared/domain/phone/phone-state.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import {
  type RegistrationEffect,
  type RegistrationEvent,
  idleRegistration,
} from '../../core/registration.ts';
import { reduceRegistration } from '../../core/registration-machine.ts';

export type RegistrationRunner = ReturnType<typeof createRegistrationRunner>;

export interface RegistrationActs {
  /** A new socket to this address, in place of whatever there is. */
  readonly connect: (address: number) => void;
  readonly disconnect: () => void;
  readonly register: () => void;
  readonly reviveCalls: () => void;
  readonly onState: (state: RegistrationState) => void;
  readonly setTimer: SetTimer;
}

/** Runs the registration machine: events in, acts and timers out. */
export function createRegistrationRunner(acts: RegistrationActs) {
  let machine = idleRegistration;
  let cancelTimer = () => {};

  const wait = (delayMs: number, event: RegistrationEvent) => {
    cancelTimer();
    cancelTimer = acts.setTimer(() => dispatch(event), delayMs);
  };
  const run = (effect: RegistrationEffect) => {
    switch (effect.kind) {
      case 'retryIn':
        return wait(effect.delayMs, { kind: 'retryDue' });
      case 'refreshIn':
        return wait(effect.delayMs, { kind: 'refreshDue' });
      case 'cancelTimers':
        return cancelTimer();
      case 'connect':
        return acts.connect(effect.address);
      case 'disconnect':
        return acts.disconnect();
      case 'register':
        return acts.register();
      case 'reviveCalls':
        return acts.reviveCalls();
    }
  };
  const dispatch = (event: RegistrationEvent): void => {
    const before = machine.state;
    const step = reduceRegistration(machine, event);
    machine = step.machine;
    if (machine.state !== before) acts.onState(machine.state);
    for (const effect of step.effects) run(effect);
  };
  return { dispatch, state: () => machine.state };
}
