import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import type { CallSettings } from '../../../../src/shared/domain/phone/call-settings.ts';
import type { PhoneConfig } from '../../../../src/shared/domain/phone/phone-state.ts';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import {
  type PhoneEngine,
  createPhoneEngine,
} from '../../../../src/renderer/phone/phone-engine.ts';
import type { SeatActs } from '../../../../src/renderer/phone/phone-acts.ts';
import type { DialOrder, Phone } from '../../../../src/telephony/core/phone.ts';
import {
  type FakeOutcome,
  type FakeScript,
  createFakePhone,
} from '../../../../src/telephony/fake/fake-phone.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';
import { plainPhoneConfig } from '../../../support/phone-config.ts';
import { silentLogger } from '../../../support/silent-logger.ts';

describe('what the phone page makes of commands', () => {
  let script: FakeScript;
  let engine: PhoneEngine;
  let outcomes: Record<string, FakeOutcome>;
  let dialled: DialOrder[];
  let cannotHold: string[];
  let cannotDial: boolean;
  let timers: ReturnType<typeof createFakeTimers>;

  const start = (calling: Partial<CallSettings> = {}, seat: SeatActs | null = null) => {
    timers = createFakeTimers(1_000_000);
    let ids = 0;
    outcomes = {};
    dialled = [];
    cannotHold = [];
    cannotDial = false;
    const fake = createFakePhone({
      clock: timers.clock,
      newCallId: () => `call-${(ids += 1)}`,
      outcomeOf: (number) => outcomes[number] ?? 'answers',
    });
    script = fake.script;
    const phone: Phone = {
      ...fake.phone,
      dial: async (order) => {
        if (cannotDial) throw new AppError('sip.connectionLost');
        dialled.push(order);
        return fake.phone.dial(order);
      },
      hold: async (callId) => {
        if (cannotHold.includes(callId)) throw new AppError('sip.callFailed');
        return fake.phone.hold(callId);
      },
    };
    engine = createPhoneEngine({
      phone,
      readNumber: (raw) => normaliseNumber(raw),
      clock: timers.clock,
      setTimer: timers.setTimer,
      random: () => 0.1234,
      newCallId: () => 'room-leg',
      seat,
      logger: silentLogger,
      publish: () => {},
      commandDone: () => {},
      runCallEffect: () => {},
    });
    const config: PhoneConfig = {
      ...plainPhoneConfig,
      calling: { ...plainPhoneConfig.calling, ...calling },
    };
    engine.handleOrder({ kind: 'config', config });
  };
  beforeEach(() => start());
  const settled = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true));

  const viewOf = (callId: string): CallView | undefined =>
    engine.snapshot().calls.find((call) => call.callId === callId);
  const answered = async () => {
    const callId = script.ring({ rawNumber: '19900000123', ticketNo: 'SW20261123-0001' });
    await engine.execute({ kind: 'answer', callId });
    return callId;
  };
  const consult = async (citizen: string) => {
    await engine.execute({
      kind: 'dial',
      callId: 'ask',
      number: '1002',
      ticketNo: null,
      consultFor: citizen,
    });
    return { callId: citizen, consultCallId: 'ask' };
  };

  it('answers a second call and holds the first, and swaps them', async () => {
    const first = await answered();
    const second = await answered();
    expect([viewOf(first)?.state, viewOf(second)?.state]).toEqual(['held', 'connected']);
    await engine.execute({ kind: 'retrieve', callId: first });
    expect([viewOf(first)?.state, viewOf(second)?.state]).toEqual(['connected', 'held']);
  });

  it('changes nothing when the first call cannot be held', async () => {
    const first = await answered();
    const second = script.ring({ rawNumber: '19900000456' });
    cannotHold = [first];
    for (const command of [
      { kind: 'answer', callId: second },
      { kind: 'dial', callId: 'out', number: '1002', ticketNo: null },
    ] as const) {
      await expect(engine.execute(command)).rejects.toMatchObject({ code: 'sip.callFailed' });
    }
    expect([viewOf(first)?.state, viewOf(second)?.state]).toEqual(['connected', 'alerting']);
    expect(viewOf('out')).toBeUndefined();
  });

  it('dials an emergency number even then', async () => {
    cannotHold = [await answered()];
    await engine.execute({ kind: 'dial', callId: 'sos', number: '1 1 0', ticketNo: null });
    expect(viewOf('sos')?.state).toBe('connected');
  });

  describe('when a consultation comes to nothing', () => {
    it.each(['busy', 'unknown'] as const)('%s: the citizen is back', async (outcome) => {
      const citizen = await answered();
      outcomes['1002'] = outcome;
      await consult(citizen);
      await settled(() => viewOf(citizen)?.state === 'connected');
      expect(viewOf('ask')?.state).toBe('ended');
    });

    it('the colleague leaves: the citizen is back', async () => {
      const citizen = await answered();
      await consult(citizen);
      expect(viewOf(citizen)?.state).toBe('held');
      script.leave('ask');
      await settled(() => viewOf(citizen)?.state === 'connected');
    });

    it('the phone cannot even dial: the citizen is back, and the reason is told', async () => {
      const citizen = await answered();
      cannotDial = true;
      await expect(consult(citizen)).rejects.toMatchObject({ code: 'sip.connectionLost' });
      expect(viewOf(citizen)?.state).toBe('connected');
    });

    it('the citizen leaves: the colleague is no longer rung, one who has answered stays', async () => {
      const citizen = await answered();
      outcomes['1002'] = 'rings';
      await consult(citizen);
      script.leave(citizen);
      await settled(() => viewOf('ask')?.state === 'ended');
      const second = await answered();
      outcomes['1002'] = 'answers';
      await engine.execute({
        kind: 'dial',
        callId: 'ask again',
        number: '1002',
        ticketNo: null,
        consultFor: second,
      });
      script.leave(second);
      expect(viewOf('ask again')?.state).toBe('connected');
    });
  });

  it('keeps a hang-up that comes just after the citizen has hung up from the next call, and says so', async () => {
    const first = await answered();
    const next = script.ring({ rawNumber: '19900000456' });
    script.leave(first);
    await engine.execute({ kind: 'hangUp', callId: first });
    await engine.execute({ kind: 'decline', callId: next });
    expect(viewOf(next)).toMatchObject({ state: 'alerting', strayHangUpAt: 1_000_000 });
    timers.advance(1000);
    await engine.execute({ kind: 'decline', callId: next });
    expect(viewOf(next)?.state).toBe('ended');
  });

  it('silences a call here and lets it ring on', async () => {
    const callId = script.ring({ rawNumber: '19900000123' });
    await engine.execute({ kind: 'silence', callId });
    expect(viewOf(callId)).toMatchObject({ state: 'alerting', silenced: true });
  });

  it('dials by the dial plan, shows the number as written, and refuses forbidden ones', async () => {
    const dialPlan = {
      ...plainPhoneConfig.calling.dialPlan,
      outsidePrefix: '9',
      forbiddenPrefixes: ['00'],
    };
    start({ dialPlan });
    const dial = (number: string) =>
      engine.execute({ kind: 'dial', callId: `to ${number}`, number, ticketNo: null });
    await dial('027 0000 0123');
    expect(dialled).toMatchObject([{ number: '027 0000 0123', dialString: '902700000123' }]);
    const forbidden = { code: 'phone.numberForbidden' };
    await expect(dial('+1 202 000 0000')).rejects.toMatchObject(forbidden);
    const callId = await answered();
    await expect(
      engine.execute({ kind: 'transfer', callId, number: '00 1 202' }),
    ).rejects.toMatchObject(forbidden);
    expect(viewOf(callId)?.state).toBe('connected');
  });

  it('transfers, and keeps the call when the target is busy', async () => {
    const callId = await answered();
    outcomes = { '1002': 'busy' };
    await expect(
      engine.execute({ kind: 'transfer', callId, number: '1002' }),
    ).rejects.toMatchObject({ code: 'sip.transferFailed' });
    expect(viewOf(callId)).toMatchObject({
      state: 'connected',
      transferring: false,
      transferredTo: null,
    });
    await engine.execute({ kind: 'transfer', callId, number: '1003' });
    expect(viewOf(callId)).toMatchObject({ endReason: 'transferred', transferredTo: '1003' });
  });

  it('hands over to the survey, when there is one', async () => {
    const callId = await answered();
    await expect(engine.execute({ kind: 'toSurvey', callId })).rejects.toMatchObject({
      code: 'phone.notConfigured',
    });
    start({ surveyNumber: '8900' });
    const second = await answered();
    await engine.execute({ kind: 'toSurvey', callId: second });
    expect(viewOf(second)).toMatchObject({ endReason: 'toSurvey', transferredTo: '8900' });
  });

  it('asks somebody while the citizen waits, and joins the two', async () => {
    const pair = await consult(await answered());
    expect(viewOf(pair.callId)?.state).toBe('held');
    expect(viewOf('ask')).toMatchObject({ purpose: 'consult', servesCallId: pair.callId });
    await engine.execute({ kind: 'completeTransfer', ...pair });
    expect(viewOf(pair.callId)).toMatchObject({ endReason: 'transferred', transferredTo: '1002' });
    expect(viewOf('ask')).toMatchObject({ endReason: 'transferred' });
  });

  it.each(['rings', 'answers', 'busy'] as const)(
    'gives up a consultation that %s and takes the citizen back',
    async (outcome) => {
      outcomes = { '1002': outcome };
      const pair = await consult(await answered());
      await engine.execute({ kind: 'cancelConsult', ...pair });
      expect(viewOf('ask')?.state).toBe('ended');
      expect(viewOf(pair.callId)?.state).toBe('connected');
    },
  );

  it('mixes three parties here, and holds and retrieves them together', async () => {
    const pair = await consult(await answered());
    await engine.execute({ kind: 'conference', ...pair });
    expect(viewOf(pair.callId)).toMatchObject({ state: 'connected', joinedWith: 'ask' });
    expect(viewOf('ask')).toMatchObject({ state: 'connected', joinedWith: pair.callId });
    const third = await answered();
    expect([viewOf(pair.callId)?.state, viewOf('ask')?.state]).toEqual(['held', 'held']);
    await engine.execute({ kind: 'retrieve', callId: pair.callId });
    expect([viewOf(pair.callId)?.state, viewOf('ask')?.state, viewOf(third)?.state]).toEqual([
      'connected',
      'connected',
      'held',
    ]);
  });

  it('meets the two others in a room of the PBX', async () => {
    start({ conference: { kind: 'room', prefix: '8800' } });
    const pair = await consult(await answered());
    await engine.execute({ kind: 'conference', ...pair });
    for (const callId of [pair.callId, 'ask'])
      expect(viewOf(callId)).toMatchObject({ endReason: 'merged', transferredTo: '88001234' });
    expect(viewOf('room-leg')).toMatchObject({
      state: 'connected',
      purpose: 'conference',
      servesCallId: pair.callId,
    });
    expect(dialled.at(-1)).toMatchObject({ dialString: '88001234', ticketNo: 'SW20261123-0001' });
  });

  it('leaves the citizen as she was when the room refuses', async () => {
    start({ conference: { kind: 'room', prefix: '8800' } });
    const pair = await consult(await answered());
    outcomes = { '88001234': 'unknown' };
    await expect(engine.execute({ kind: 'conference', ...pair })).rejects.toMatchObject({
      code: 'sip.transferFailed',
    });
    expect([viewOf(pair.callId)?.state, viewOf('ask')?.state]).toEqual(['held', 'connected']);
  });

  it('gives what is about the seat to whoever has the devices', async () => {
    await expect(engine.execute({ kind: 'tryRinger' })).rejects.toMatchObject({
      code: 'phone.notConfigured',
    });
    const rung: string[] = [];
    start(
      {},
      {
        setAudio: async () => void rung.push('audio'),
        tryRinger: async () => void rung.push('ringer'),
        proveSeat: async () => void rung.push('seat'),
        watchMicrophone: async () => undefined,
      },
    );
    await engine.execute({ kind: 'tryRinger' });
    await engine.execute({ kind: 'proveSeat' });
    await engine.execute({ kind: 'wake' });
    expect(rung).toEqual(['ringer', 'seat']);
  });
});
