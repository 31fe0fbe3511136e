import { describe, expect, it } from 'vitest';
import {
  type LossKind,
  type RefusalVerdict,
  type RegistrationEvent,
  type RegistrationStep,
  idleRegistration,
} from '../../../../src/telephony/core/registration.ts';
import { reduceRegistration } from '../../../../src/telephony/core/registration-machine.ts';

const start = { kind: 'start', addresses: 1 } as const;
const startTwo = { kind: 'start', addresses: 2 } as const;
const opened = { kind: 'socketOpened' } as const;
const due = { kind: 'retryDue' } as const;
const accepted = (at: number, changes: { upMs?: number; warning?: 'sip.connectionLost' } = {}) =>
  ({ kind: 'accepted', at, upMs: at, expiresAt: at + 300_000, warning: null, ...changes }) as const;
const lost = (at: number, how: LossKind = 'closed') =>
  ({ kind: 'socketLost', how, at, upMs: at, random: 0.5, code: 'sip.connectionLost' }) as const;
const refused = (at: number, verdict: RefusalVerdict, retryAfterMs = 0) =>
  ({
    kind: 'refused',
    at,
    upMs: at,
    random: 0.5,
    code: 'sip.registrationRejected',
    verdict,
    retryAfterMs,
  }) as const;
const jitterMs = 7750;

function run(...events: RegistrationEvent[]): RegistrationStep {
  return events.reduce<RegistrationStep>((step, event) => reduceRegistration(step.machine, event), {
    machine: idleRegistration,
    effects: [],
  });
}
const registered = [start, opened, accepted(1000)] as const;
const waiting = [start, lost(1000)] as const;
const patient = [start, opened, refused(1000, 'passing')] as const;
const stopped = [start, opened, refused(1000, 'final')] as const;

/** Every state by the shortest way to it. */
const ways = {
  unregistered: [],
  connecting: [start],
  registering: [start, opened],
  registered,
  waiting,
  patient,
  stopped,
} as const satisfies Record<string, readonly RegistrationEvent[]>;

describe('an event that does not fit the state', () => {
  const fits: Readonly<Record<string, readonly (keyof typeof ways)[]>> = {
    start: ['unregistered', 'stopped'],
    socketOpened: ['connecting'],
    diagnosed: ['waiting'],
    accepted: ['registering', 'registered'],
    refused: ['registering', 'registered'],
    alive: ['registered'],
    refreshDue: ['registered'],
    retryDue: ['waiting', 'patient'],
    socketLost: ['connecting', 'registering', 'registered', 'patient'],
    woken: ['connecting', 'registering', 'registered', 'waiting'],
    mainServes: [],
  };
  const events: readonly RegistrationEvent[] = [
    start,
    opened,
    { kind: 'diagnosed', code: 'sip.unknownHost' },
    accepted(2000),
    refused(2000, 'passing'),
    { kind: 'alive', at: 2000 },
    { kind: 'refreshDue' },
    due,
    lost(2000),
    { kind: 'woken' },
    { kind: 'mainServes' },
  ];
  it.each(events)('changes nothing and asks for nothing: $kind', (event) => {
    for (const [name, way] of Object.entries(ways)) {
      const { machine } = run(...way);
      const step = reduceRegistration(machine, event);
      const isNothing = step.machine === machine && step.effects.length === 0;
      const isFit = fits[event.kind]?.some((state) => state === name) ?? false;
      expect([name, isNothing]).toEqual([name, !isFit]);
    }
  });
});

describe('the steps of a registration', () => {
  it('stop lets go of everything, from everywhere', () => {
    for (const way of Object.values(ways))
      expect(run(...way, { kind: 'stop' })).toEqual({
        machine: idleRegistration,
        effects: [{ kind: 'cancelTimers' }, { kind: 'disconnect' }],
      });
  });

  it('an open socket asks the PBX, and a diagnosis only says why', () => {
    expect(run(start, opened)).toMatchObject({
      machine: { socketOpen: true, state: { kind: 'registering', attempt: 0 } },
      effects: [{ kind: 'register' }],
    });
    const told = run(...waiting, { kind: 'diagnosed', code: 'sip.unknownHost' });
    expect(told.effects).toEqual([]);
  });

  it('a refused secret stops, and a new start begins from nought', () => {
    expect(run(...stopped)).toEqual({
      machine: {
        ...idleRegistration,
        state: { kind: 'stopped', code: 'sip.registrationRejected' },
      },
      effects: [{ kind: 'cancelTimers' }, { kind: 'disconnect' }],
    });
    expect(run(...stopped, startTwo)).toMatchObject({
      machine: {
        state: { kind: 'connecting', attempt: 0 },
        socketOpen: false,
        round: { count: 2 },
      },
      effects: [{ kind: 'cancelTimers' }, { kind: 'connect', address: 0 }],
    });
  });

  it('a registration says since when, how sure and how long, and of its address only when there are two', () => {
    expect(run(...registered)).toEqual({
      machine: {
        ...idleRegistration,
        socketOpen: true,
        sinceUpMs: 1000,
        hasRegistered: true,
        state: { kind: 'registered', sinceAt: 1000, provenAt: 1000, expiresAt: 301_000 },
      },
      effects: [{ kind: 'refreshIn', delayMs: 225_000 }],
    });
    const warned = run(start, opened, accepted(1000, { warning: 'sip.connectionLost' }));
    expect(warned.machine.state).toMatchObject({ warning: 'sip.connectionLost' });
  });

  it('a refresh proves it anew and keeps since when it holds', () => {
    const asked = run(...registered, { kind: 'refreshDue' });
    expect(asked).toEqual({ machine: run(...registered).machine, effects: [{ kind: 'register' }] });
    expect(reduceRegistration(asked.machine, accepted(200_000)).machine).toMatchObject({
      sinceUpMs: 1000,
      state: { sinceAt: 1000, provenAt: 200_000, expiresAt: 500_000 },
    });
    expect(run(...registered, { kind: 'alive', at: 5000 })).toEqual({
      machine: {
        ...run(...registered).machine,
        state: { kind: 'registered', sinceAt: 1000, provenAt: 5000, expiresAt: 301_000 },
      },
      effects: [],
    });
  });

  it('a refresh is never due sooner than after a second', () => {
    const soon = { ...accepted(1000), expiresAt: 1500 };
    expect(run(start, opened, soon).effects).toEqual([{ kind: 'refreshIn', delayMs: 1000 }]);
  });

  it('a lost socket is waited for without hanging up on what is gone', () => {
    expect(run(...registered, lost(3000))).toMatchObject({
      machine: {
        socketOpen: false,
        attempt: 1,
        state: { kind: 'retryWait', code: 'sip.connectionLost', retryAt: 3000 + jitterMs },
      },
      effects: [{ kind: 'cancelTimers' }, { kind: 'retryIn', delayMs: jitterMs }],
    });
    expect(run(...registered, lost(3000)).effects).toHaveLength(2);
  });

  it('a refusal keeps the socket for the next try', () => {
    const step = run(...patient);
    expect(step.machine).toMatchObject({ socketOpen: true, state: { retryAt: 1000 + jitterMs } });
    expect(step.effects).toEqual([
      { kind: 'cancelTimers' },
      { kind: 'retryIn', delayMs: jitterMs },
    ]);
    expect(run(...patient, due)).toMatchObject({
      machine: { state: { kind: 'registering', attempt: 1 } },
      effects: [{ kind: 'register' }],
    });
    expect(run(...patient, lost(2000)).machine).toMatchObject({ socketOpen: false, attempt: 2 });
  });

  it('five seconds earn a second try at once, whenever they began, and an unproven one earns none', () => {
    const begun = [start, opened, accepted(9000)] as const;
    const delay = (...events: RegistrationEvent[]) => run(...events).effects.at(-1);
    expect(delay(...begun, lost(14_000))).toEqual({ kind: 'retryIn', delayMs: 0 });
    expect(delay(...begun, lost(13_999))).toEqual({ kind: 'retryIn', delayMs: jitterMs });
    expect(delay(...begun, lost(14_000, 'silent'))).toEqual({ kind: 'retryIn', delayMs: 0 });
    expect(delay(start, opened, lost(99_000))).toEqual({ kind: 'retryIn', delayMs: jitterMs });
    expect(delay(start, opened, lost(99_000, 'asleep'))).toEqual({
      kind: 'retryIn',
      delayMs: jitterMs,
    });
  });

  it('with two addresses, an account that is refused is asked for at the same one', () => {
    const step = run(startTwo, opened, refused(1000, 'account'));
    expect(step.machine).toMatchObject({ socketOpen: true, round: { index: 0 } });
    expect(step.effects).toEqual([{ kind: 'cancelTimers' }, { kind: 'retryIn', delayMs: 150_000 }]);
  });

  it('after a round of refusals the longest patience that was asked for is kept', () => {
    const second = [startTwo, opened, refused(1000, 'passing'), due, opened] as const;
    expect(run(...second, refused(2000, 'passing', 30_000)).effects).toEqual([
      { kind: 'cancelTimers' },
      { kind: 'disconnect' },
      { kind: 'retryIn', delayMs: 30_000 },
    ]);
    expect(run(...second, refused(2000, 'passing', 10)).effects.at(-1)).toEqual({
      kind: 'retryIn',
      delayMs: jitterMs,
    });
  });

  it('the way back to the main address is for a registered phone only', () => {
    const away = [startTwo, lost(1000), due, opened] as const;
    expect(run(...away, { kind: 'mainServes' }).effects).toEqual([]);
    expect(run(...away, accepted(2000), { kind: 'mainServes' })).toMatchObject({
      machine: { socketOpen: false, state: { kind: 'connecting' }, round: { index: 0 } },
      effects: [{ kind: 'cancelTimers' }, { kind: 'connect', address: 0 }],
    });
  });
});
