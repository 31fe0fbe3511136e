import { describe, expect, test } from 'vitest';
import {
  createEmergencyStore,
  emergencyDelayMs,
} from '../../../../../src/renderer/features/call-bar/emergency-store.ts';
import { createDeskStore } from '../../../../../src/renderer/stores/desk-store.ts';
import { emergencyTarget } from '../../../../../src/shared/domain/calls/dial-plan.ts';
import type { CallView } from '../../../../../src/shared/domain/calls/call.ts';
import { defaultCallSettings } from '../../../../../src/shared/domain/phone/call-settings.ts';
import type { PhoneCommand } from '../../../../../src/shared/domain/phone/phone-state.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';
import { aCall, aDeskState, aTalk, idOf } from '../../../../support/desk/desk-samples.ts';

const citizen = aTalk();
const held = aTalk({ state: 'held', heldBy: 'agent' });
const consult = (patch: Partial<CallView> = {}) =>
  aTalk({ callId: 'help', purpose: 'consult', servesCallId: citizen.callId, ...patch });

function start(calls: readonly CallView[]) {
  const timers = createFakeTimers(Date.now());
  const commands: PhoneCommand[] = [];
  const desk = createDeskStore({
    api: {
      phone: async (command) => void commands.push(command),
      problems: { dismiss: async () => undefined },
    },
    clock: timers.clock,
  });
  const show = (next: readonly CallView[]) => {
    const state = aDeskState({ calling: defaultCallSettings });
    desk.getState().setDesk({ ...state, phone: { ...state.phone, calls: next } });
  };
  show(calls);
  const store = createEmergencyStore(
    { clock: timers.clock, schedule: timers.setTimer, createId: () => 'help' },
    desk,
  );
  return { ...timers, store, commands, show, press: () => store.getState().press() };
}

describe('110 by one key', () => {
  test('is called after three seconds, and joined as soon as it answers', () => {
    const { press, advance, commands, show } = start([citizen]);
    press();
    advance(emergencyDelayMs - 1);
    expect(commands).toEqual([]);
    advance(1);
    expect(commands).toMatchObject([
      { kind: 'dial', number: '110', consultFor: citizen.callId, callId: 'help' },
    ]);
    show([held, consult({ state: 'dialling', answeredAt: null })]);
    expect(commands).toHaveLength(1);
    show([held, consult()]);
    expect(commands[1]).toEqual({
      kind: 'conference',
      callId: citizen.callId,
      consultCallId: 'help',
    });
    show([held, consult()]);
    expect(commands).toHaveLength(2);
  });

  test('is called at once when the key is pressed again, and not at all when it is taken back', () => {
    const { press, advance, commands, store } = start([citizen]);
    press();
    store.getState().cancel();
    advance(emergencyDelayMs);
    expect(commands).toEqual([]);
    press();
    press();
    advance(emergencyDelayMs);
    expect(commands).toHaveLength(1);
  });

  test('is nothing without a citizen to talk with, and for another one than it was asked for', () => {
    const idle = start([]);
    idle.press();
    expect(idle.store.getState().stage).toBeNull();
    const ringing = start([aCall()]);
    ringing.press();
    expect(ringing.store.getState().stage).toBeNull();
    const changed = start([citizen]);
    changed.press();
    changed.show([aTalk({ callId: idOf('call', 9) })]);
    changed.advance(emergencyDelayMs);
    expect(changed.commands).toEqual([]);
    expect(changed.store.getState().stage).toBeNull();
  });

  test('says that nobody is called when the citizen for whom it was asked waits on hold by then', () => {
    const other = aTalk({ callId: idOf('call', 9) });
    const { press, advance, commands, show, store } = start([citizen]);
    press();
    show([held, other]);
    advance(emergencyDelayMs);
    expect(commands).toEqual([]);
    expect(store.getState().stage).toMatchObject({ kind: 'dropped', who: { number: '110' } });
    store.getState().cancel();
    expect(store.getState().stage).toBeNull();
    press();
    expect(store.getState().stage).toMatchObject({ kind: 'counting', citizenId: other.callId });
    show([citizen, { ...other, state: 'held', heldBy: 'agent' }]);
    advance(emergencyDelayMs);
    press();
    expect(store.getState().stage).toMatchObject({ kind: 'counting', citizenId: citizen.callId });
    show([held, other]);
    advance(emergencyDelayMs);
    expect(store.getState().stage).toMatchObject({ kind: 'dropped' });
    show([]);
    expect(store.getState().stage).toBeNull();
  });

  test('joins nobody after it came to nothing', () => {
    const { press, commands, show, store } = start([citizen]);
    press();
    press();
    show([held, consult({ state: 'dialling', answeredAt: null })]);
    show([citizen, consult({ state: 'ended', endReason: 'busy', answeredAt: null })]);
    expect(store.getState().stage).toBeNull();
    show([held, consult()]);
    expect(commands).toHaveLength(1);
  });

  test('goes to the partner who is an emergency service, else to the first number of the plan', () => {
    const police = { name: '公安', number: '110' };
    const partners = [{ name: '供水热线', number: '96510' }, police];
    expect(emergencyTarget({ ...defaultCallSettings, partners })).toEqual(police);
    expect(emergencyTarget(defaultCallSettings)).toEqual({ name: '110', number: '110' });
  });
});
