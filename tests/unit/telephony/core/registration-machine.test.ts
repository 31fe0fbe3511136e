import { describe, expect, it } from 'vitest';
import {
  type LossKind,
  type RefusalVerdict,
  type RegistrationEvent,
  type RegistrationMachine,
  type RegistrationStep,
  idleRegistration,
} from '../../../../src/telephony/core/registration.ts';
import { reduceRegistration } from '../../../../src/telephony/core/registration-machine.ts';

const lost = (at: number, random = 0.5, how: LossKind = 'closed'): RegistrationEvent => ({
  kind: 'socketLost',
  how,
  at,
  upMs: at,
  random,
  code: 'sip.connectionLost',
});
const accepted = (at: number): RegistrationEvent => ({
  kind: 'accepted',
  at,
  upMs: at,
  expiresAt: at + 300_000,
  warning: null,
});
const codes = {
  final: 'sip.badCredentials',
  account: 'sip.badCredentials',
  passing: 'sip.registrationRejected',
} as const;
const refused = (at: number, verdict: RefusalVerdict, retryAfterMs = 0) =>
  ({
    kind: 'refused',
    at,
    upMs: at,
    random: 0.5,
    code: codes[verdict],
    verdict,
    retryAfterMs,
  }) as const;

const start: RegistrationEvent = { kind: 'start', addresses: 1 };
const connectMain = { kind: 'connect', address: 0 };

function run(...events: RegistrationEvent[]): RegistrationStep {
  return events.reduce<RegistrationStep>((step, event) => reduceRegistration(step.machine, event), {
    machine: idleRegistration,
    effects: [],
  });
}
const registered = [start, { kind: 'socketOpened' }, accepted(1000)] as const;

describe('registration machine', () => {
  it('goes from start to registered and plans the refresh', () => {
    expect(run(start)).toMatchObject({
      machine: { state: { kind: 'connecting' } },
      effects: [{ kind: 'cancelTimers' }, connectMain],
    });
    expect(run(...registered)).toMatchObject({
      machine: { state: { kind: 'registered', sinceAt: 1000, provenAt: 1000, expiresAt: 301_000 } },
      effects: [{ kind: 'refreshIn', delayMs: 225_000 }],
    });
  });

  it('tries again at once after a steady registration is lost', () => {
    expect(run(...registered, lost(60_000)).effects).toContainEqual({
      kind: 'retryIn',
      delayMs: 0,
    });
  });

  it('waits between 0.5 and 15 s when a registration did not last', () => {
    expect(run(...registered, lost(1500, 0)).effects).toContainEqual({
      kind: 'retryIn',
      delayMs: 500,
    });
    expect(run(...registered, lost(1500, 0.9999)).effects).toContainEqual(
      expect.objectContaining({ kind: 'retryIn', delayMs: expect.closeTo(15_000, -1) }),
    );
  });

  it('never gives up', () => {
    let step = run(start);
    for (let attempt = 1; attempt <= 1000; attempt += 1) {
      step = reduceRegistration(step.machine, lost(attempt * 20_000, (attempt % 10) / 10));
      expect(step.machine.state).toMatchObject({ kind: 'retryWait', attempt });
      step = reduceRegistration(step.machine, { kind: 'retryDue' });
      expect(step.effects).toContainEqual(connectMain);
    }
  });

  it('stops when credentials that never worked are refused', () => {
    const step = run(start, { kind: 'socketOpened' }, refused(1000, 'final'));
    expect(step.machine.state).toEqual({ kind: 'stopped', code: 'sip.badCredentials' });
    expect(step.effects).toContainEqual({ kind: 'disconnect' });
  });

  it('asks slowly and without end for an account that the PBX has never known, and shows why', () => {
    const step = run(start, { kind: 'socketOpened' }, refused(1000, 'account'));
    expect(step.machine.state).toMatchObject({ kind: 'retryWait', code: 'sip.badCredentials' });
    expect(step.effects).toContainEqual({ kind: 'retryIn', delayMs: 150_000 });
    const known = run(...registered, { kind: 'refreshDue' }, refused(200_000, 'account'));
    expect(known.effects).toContainEqual({ kind: 'retryIn', delayMs: 7750 });
  });

  it('takes a refusal of credentials that have worked as passing trouble', () => {
    const step = run(...registered, { kind: 'refreshDue' }, refused(200_000, 'final'));
    expect(step.machine.state).toMatchObject({ kind: 'retryWait', code: 'sip.badCredentials' });
  });

  it('honours Retry-After up to a minute, on the same socket', () => {
    const step = run(start, { kind: 'socketOpened' }, refused(1000, 'passing', 3_600_000));
    expect(step.effects).toContainEqual({ kind: 'retryIn', delayMs: 60_000 });
    expect(reduceRegistration(step.machine, { kind: 'retryDue' }).effects).toEqual([
      { kind: 'register' },
    ]);
  });

  it('revives calls only when it registers again after a loss, not on a refresh', () => {
    const revive = { kind: 'reviveCalls' };
    expect(run(...registered).effects).not.toContainEqual(revive);
    expect(
      run(...registered, { kind: 'refreshDue' }, accepted(200_000)).effects,
    ).not.toContainEqual(revive);
    const again = run(
      ...registered,
      lost(60_000),
      { kind: 'retryDue' },
      { kind: 'socketOpened' },
      accepted(61_000),
    );
    expect(again.effects).toContainEqual(revive);
  });

  it('shows what the host found out about a socket that would not open', () => {
    const step = run(start, lost(1000), { kind: 'diagnosed', code: 'sip.unknownHost' });
    expect(step.machine.state).toMatchObject({ kind: 'retryWait', code: 'sip.unknownHost' });
  });

  describe('with a fall-back address', () => {
    const startTwo: RegistrationEvent = { kind: 'start', addresses: 2 };
    const onMain = [startTwo, { kind: 'socketOpened' }, accepted(1000)] as const;
    const atOnce = { kind: 'retryIn', delayMs: 0 };
    const due: RegistrationEvent = { kind: 'retryDue' };
    const onFallback = [
      ...onMain,
      lost(60_000, 0.5, 'silent'),
      due,
      { kind: 'socketOpened' },
      accepted(61_000),
    ] as const;

    it('tries the next address at once when the first cannot be reached, and waits after the round', () => {
      const first = run(startTwo, lost(1000));
      expect(first.effects).toContainEqual(atOnce);
      const second = reduceRegistration(first.machine, due);
      expect(second.effects).toContainEqual({ kind: 'connect', address: 1 });
      const third = reduceRegistration(second.machine, lost(2000));
      expect(third.effects).toContainEqual({ kind: 'retryIn', delayMs: 7750 });
      expect(reduceRegistration(third.machine, due).effects).toContainEqual(connectMain);
    });

    it('goes to the next address at once when the one in use falls silent, and says that it did', () => {
      expect(run(...onMain).machine.state).toMatchObject({ server: 'main' });
      expect(run(...onMain, lost(60_000, 0.5, 'silent')).effects).toContainEqual(atOnce);
      expect(run(...onFallback).machine.state).toMatchObject({ server: 'fallback' });
    });

    it('tries the same address first when its socket only closed, or slept', () => {
      expect(run(...onMain, lost(60_000), due).effects).toContainEqual(connectMain);
      expect(run(...onMain, lost(1500, 0.5, 'asleep'), due).effects).toContainEqual(connectMain);
    });

    it('goes to the next address when this one says 503, whatever Retry-After it asks for', () => {
      const step = run(startTwo, { kind: 'socketOpened' }, refused(1000, 'passing', 30_000));
      expect(step.effects).toEqual([{ kind: 'cancelTimers' }, { kind: 'disconnect' }, atOnce]);
      expect(reduceRegistration(step.machine, due).effects).toContainEqual({
        kind: 'connect',
        address: 1,
      });
    });

    it('goes back to the main address when that serves again', () => {
      const step = run(...onFallback, { kind: 'mainServes' });
      expect(step.effects).toContainEqual(connectMain);
      expect(run(...onMain, { kind: 'mainServes' }).effects).toEqual([]);
    });
  });

  it('does not take a clock that was set back for a registration that did not last', () => {
    const { machine } = run(...registered);
    const anHourBack = { ...lost(1000 - 3_600_000), upMs: 60_000 };
    expect(reduceRegistration(machine, anHourBack).effects).toContainEqual({
      kind: 'retryIn',
      delayMs: 0,
    });
  });

  it('starts afresh when the PC wakes up, but keeps the patience that a PBX asked for', () => {
    const waiting = run(start, lost(1000), { kind: 'woken' });
    expect(waiting.effects).toContainEqual(connectMain);
    expect(run(...registered, { kind: 'woken' }).effects).toEqual([{ kind: 'register' }]);
    const asked = run(start, { kind: 'socketOpened' }, refused(1000, 'account'), { kind: 'woken' });
    expect(asked.effects).toEqual([]);
  });

  it('keeps its laws on every order of events up to depth 7', () => {
    const alphabet: ((at: number) => RegistrationEvent)[] = [
      () => start,
      () => ({ kind: 'start', addresses: 2 }),
      () => ({ kind: 'woken' }),
      () => ({ kind: 'mainServes' }),
      (at) => lost(at, 0.5, 'silent'),
      () => ({ kind: 'stop' }),
      () => ({ kind: 'socketOpened' }),
      (at) => lost(at),
      (at) => accepted(at),
      (at) => refused(at, 'final'),
      (at) => refused(at, 'account'),
      (at) => refused(at, 'passing'),
      (at) => ({ kind: 'alive', at }),
      () => ({ kind: 'retryDue' }),
      () => ({ kind: 'refreshDue' }),
    ];
    const broken: string[] = [];
    let steps = 0;
    const walk = (machine: RegistrationMachine, path: string, depth: number) => {
      if (depth === 7) return;
      for (const make of alphabet) {
        const event = make((depth + 1) * 10_000);
        const step = reduceRegistration(machine, event);
        steps += 1;
        const law = brokenLaw(machine, event, step);
        if (law) broken.push(`${law} after ${path} ${event.kind}`);
        if (step.machine !== machine) walk(step.machine, `${path} ${event.kind}`, depth + 1);
      }
    };
    walk(idleRegistration, '', 0);
    expect(broken.slice(0, 3)).toEqual([]);
    expect(steps).toBeGreaterThan(10_000);
  });
});

function brokenLaw(
  before: RegistrationMachine,
  event: RegistrationEvent,
  step: RegistrationStep,
): string | null {
  const { state } = step.machine;
  const has = (kind: string) => step.effects.some((effect) => effect.kind === kind);
  if (
    state.kind === 'registered' &&
    before.state.kind !== 'registered' &&
    event.kind !== 'accepted'
  ) {
    return 'registered is shown only on the word of the PBX';
  }
  if (state.kind === 'retryWait' && before.state.kind !== 'retryWait' && !has('retryIn'))
    return 'waiting has a timer';
  if (has('connect') && state.kind !== 'connecting') return 'connecting is shown';
  if (has('register') && state.kind !== 'registering' && state.kind !== 'registered')
    return 'registering is shown';
  if (event.kind === 'stop' && state.kind !== 'unregistered') return 'stop ends everything';
  if (state.kind === 'registered' && state.provenAt < state.sinceAt)
    return 'proof is not older than the registration';
  return null;
}
