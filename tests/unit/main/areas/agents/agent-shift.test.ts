import { beforeEach, describe, expect, it } from 'vitest';
import type { SeatReason } from '../../../../../src/shared/domain/seat/seat-checks.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import { anAnswer, aUser, codeOf, createShiftDesk } from '../../../../support/agent-shift-desk.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const first = aUser('1001');
const second = aUser('1002');
const toBreak = { state: 'break', reason: 'rest', lengthMs: null } as const;
const toReady = { state: 'ready', reason: '', lengthMs: null } as const;

let desk: ReturnType<typeof createShiftDesk>;
beforeEach(() => {
  desk = createShiftDesk();
});

describe('the shift of an agent', () => {
  it('begins when the person comes, once, and is nobody’s when the person goes', async () => {
    await desk.arrive(first);
    expect(desk.state()).toBe('ready');
    await desk.arrive({ ...first, displayName: '改名' });
    expect(desk.changes()).toMatchObject([{ workNo: '1001', from: 'signedOut', to: 'ready' }]);
    await desk.arrive(null);
    expect(desk.views.at(-1)).toBeNull();
    expect([desk.teams.at(-1), desk.failed]).toEqual([null, []]);
    expect(desk.changes().slice(1)).toMatchObject([
      { workNo: '1001', from: 'ready', to: 'signedOut', guard: 'notAsked' },
    ]);
    await desk.arrive(aUser('9001', 'admin'));
    expect([desk.views.at(-1), desk.changes().length]).toEqual([null, 2]);
  });

  it('goes on where it stood after a restart, and begins anew for who only comes back', async () => {
    await desk.arrive(first);
    await desk.change(toBreak);
    await desk.shift().stop();
    const before = desk.views.at(-1);
    desk.now += 60_000;
    desk.open();
    await desk.arrive(first, true);
    expect(desk.views.at(-1)).toEqual(before);
    desk.open();
    await desk.arrive(first);
    expect(desk.views.at(-1)).toMatchObject({ state: 'ready', since: desk.now });
  });

  it('of who came while another’s was read is the one who is here', async () => {
    await desk.arrive(first);
    await desk.change(toBreak);
    await desk.settled();
    desk.open();
    desk.shift().handleUser(first, true);
    desk.shift().handleUser(second, true);
    await desk.settled();
    expect(desk.views.at(-1)).toMatchObject({ state: 'signedOut' });
    await desk.shift().signIn();
    await desk.settled();
    expect(desk.views.at(-1)?.state).toBe('ready');
    expect(desk.changes().at(-1)?.workNo).toBe('1002');
  });

  it('keeps time by itself: after-call work ends when its time is over and not before', async () => {
    await desk.arrive(first);
    const talk = aCallView({ state: 'connected', answeredAt: desk.now });
    desk.say(talk);
    desk.say({ ...talk, state: 'ended', endedAt: desk.now, endReason: 'agentHungUp' });
    expect(desk.state()).toBe('afterCallWork');
    expect(desk.ticks).toHaveLength(1);
    desk.pass(59_999);
    expect(desk.state()).toBe('afterCallWork');
    desk.pass(1);
    expect([desk.state(), desk.ticks.length]).toEqual(['ready', 0]);
    await desk.change(toBreak);
    expect(desk.ticks).toHaveLength(1);
    const stop = await desk.reporting();
    stop.abort();
    await desk.settled();
    expect(desk.ticks).toEqual([]);
  });

  it('is over in the history, too, when the person goes in a conversation', async () => {
    await desk.arrive(first);
    desk.say(aCallView({ state: 'connected', answeredAt: desk.now }));
    await desk.arrive(null);
    expect(desk.changes().at(-1)).toMatchObject({ from: 'ready', to: 'signedOut' });
  });

  it('begins no after-call work for a test of the sound', async () => {
    await desk.arrive(first);
    const talk = aCallView({
      rawNumber: '9999',
      direction: 'outbound',
      state: 'connected',
      answeredAt: desk.now,
    });
    desk.say(talk);
    desk.say({ ...talk, state: 'ended', endedAt: desk.now, endReason: 'agentHungUp' });
    expect(desk.state()).toBe('ready');
  });

  it('asks for the result of a call that ended at most half a minute before its work began', async () => {
    await desk.arrive(first);
    const talk = aCallView({ state: 'connected', answeredAt: desk.now });
    desk.say(talk);
    desk.say({ ...talk, state: 'ended', endedAt: desk.now, endReason: 'agentHungUp' });
    const endedAt = desk.now;
    desk.owes = true;
    expect(await codeOf(() => desk.shift().finish())).toBe('agent.resultOwed');
    expect(await codeOf(() => desk.change(toReady))).toBe('agent.resultOwed');
    expect(desk.owedSince).toEqual([endedAt - 30_000, endedAt - 30_000]);
    expect(await codeOf(() => desk.change(toBreak))).toBeNull();
    expect(desk.state()).toBe('break');
    expect(await codeOf(() => desk.change(toReady))).toBeNull();
    expect(desk.owedSince).toHaveLength(2);
  });

  it('dials out of a rest for help, for a test of the sound and in a conversation only', async () => {
    const dial = (number: string) =>
      codeOf(() =>
        desk.shift().checkDialling({ kind: 'dial', callId: 'call', number, ticketNo: null }),
      );
    expect(await dial('19900000123')).toBeNull();
    await desk.arrive(first);
    expect(await dial('19900000123')).toBeNull();
    await desk.change(toBreak);
    const dialled = ['19900000123', '120', '110', '12119', '9999'].map(dial);
    const no = 'agent.notDialling';
    expect(await Promise.all(dialled)).toEqual([no, no, null, null, null]);
    const hangUp = { kind: 'hangUp', callId: 'call' } as const;
    expect(await codeOf(() => desk.shift().checkDialling(hangUp))).toBeNull();
    // A transfer to such a number is no call of this desk.
    const transfer = { kind: 'transfer', callId: 'call', number: '110' } as const;
    expect([hangUp, transfer].map((one) => desk.shift().isEmergency(one))).toEqual([false, false]);
    desk.say(aCallView({ state: 'connected', answeredAt: desk.now }));
    expect(await dial('19900000123')).toBeNull();
  });

  it('asks the hub before it leaves the post, and only then', async () => {
    await desk.arrive(first);
    desk.leave = async () => ({ verdict: 'granted' });
    await desk.change(toBreak);
    expect(desk.asked).toMatchObject([
      { to: 'break', reason: 'rest', report: { agent: { state: 'ready' }, extension: '8001' } },
    ]);
    await desk.change({ ...toBreak, reason: 'personal' });
    await desk.change(toReady);
    expect(desk.asked).toHaveLength(1);
    await desk.settled();
    expect(desk.changes().map(({ guard }) => guard)).toEqual([
      'notAsked',
      'granted',
      'notAsked',
      'notAsked',
    ]);
  });

  it('does nothing of a wish whose rules forbid it, without asking the hub', async () => {
    await desk.arrive(first);
    expect(await codeOf(() => desk.change({ ...toBreak, reason: '' }))).toBe('agent.reasonMissing');
    expect(await codeOf(() => desk.shift().extend('longTicket'))).toBe('agent.notAllowedNow');
    expect([desk.state(), desk.asked]).toEqual(['ready', []]);
  });

  it('carries out nobody’s wish for the next person: the hub was slow', async () => {
    await desk.arrive(first);
    const passed = Promise.withResolvers<object>();
    desk.leave = () => passed.promise;
    const wish = desk.change(toBreak);
    await desk.arrive(second);
    passed.resolve({ verdict: 'passed' });
    await wish;
    await desk.settled();
    expect(desk.state()).toBe('ready');
    expect(desk.changes().filter(({ to }) => to === 'break')).toEqual([]);
  });

  it('says to the hub how it stands with each change, what is shown being the same', async () => {
    await desk.arrive(first);
    const stop = await desk.reporting();
    expect(desk.reports.at(-1)).toMatchObject({
      agent: { state: 'ready', ask: null },
      talking: false,
      reachable: true,
      orderDone: null,
      extension: '8001',
    });
    expect(desk.teams.at(-1)).toEqual(anAnswer);
    desk.answer = () => {
      throw new AppError('hub.unreachable');
    };
    await desk.report();
    expect(desk.teams.at(-1)).toBeNull();
    stop.abort();
    await desk.settled();
  });

  it('says why the seat cannot be reached only to a hub that reads it, and no longer when that does not answer', async () => {
    desk.reason = { kind: 'code', code: 'phone.notConnected' } as unknown as SeatReason;
    await desk.arrive(first);
    const stop = await desk.reporting();
    expect(desk.reports.at(-1)).toMatchObject({ reachable: false, why: undefined });
    desk.answer = () => ({ ...anAnswer, tellsWhy: true });
    await desk.report();
    await desk.report();
    expect(desk.reports.at(-1)?.why).toEqual(desk.reason);
    desk.answer = () => {
      throw new AppError('hub.unreachable');
    };
    await desk.report();
    await desk.report();
    expect(desk.reports.at(-1)?.why).toBeUndefined();
    stop.abort();
    await desk.settled();
  });

  it('reports soon when the seat’s reason becomes another, and not when it stays', async () => {
    await desk.arrive(first);
    desk.shift().handleSeat();
    const stop = await desk.reporting();
    expect(desk.waits).toEqual([5000]);
    desk.shift().handleSeat();
    await desk.settled();
    expect(desk.waits).toEqual([5000]);
    desk.reason = { kind: 'code', code: 'phone.notConnected' } as unknown as SeatReason;
    desk.shift().handleSeat();
    await desk.settled();
    expect(desk.waits).toEqual([5000, 100]);
    expect(desk.reports).toHaveLength(1);
    await desk.report();
    expect(desk.reports.at(-1)?.reachable).toBe(false);
    stop.abort();
    await desk.settled();
  });

  it('tells queue and hub when the person leaves for good, and leaves although the hub is away', async () => {
    await desk.arrive(first);
    await desk.shift().leaveDesk('granted');
    expect(desk.reports.at(-1)).toMatchObject({ agent: { state: 'signedOut' } });
    expect(desk.changes().at(-1)).toMatchObject({ to: 'signedOut', guard: 'granted' });
    desk.answer = () => {
      throw new AppError('hub.unreachable');
    };
    await desk.arrive(null);
    await desk.arrive(second);
    await desk.shift().leaveDesk();
    expect(desk.reports).toHaveLength(2);
    await desk.arrive(null);
    await desk.shift().leaveDesk();
    expect(desk.reports).toHaveLength(2);
  });

  it('asks whether the person may leave the desk only at the post', async () => {
    await desk.arrive(first);
    desk.leave = async () => ({ verdict: 'refused', leads: 1 });
    expect(await codeOf(() => desk.shift().guardOfLeaving({ unguarded: false }))).toBe(
      'agent.lastReady',
    );
    expect(desk.asked).toMatchObject([{ to: 'signedOut' }]);
    desk.leave = async () => ({ verdict: 'passed' });
    await desk.change(toBreak);
    expect(await desk.shift().guardOfLeaving({ unguarded: false })).toBe('notAsked');
    expect(desk.asked).toHaveLength(2);
  });

  it('writes and tells nothing when nothing has changed but the time', async () => {
    await desk.arrive(first);
    await desk.settled();
    const [kept, shown] = [desk.meta.get('agent:1001'), desk.views.length];
    desk.now += 1000;
    desk.say();
    await desk.settled();
    expect([desk.meta.get('agent:1001'), desk.views.length]).toEqual([kept, shown]);
  });

  it('tells the queue what it wants of this phone, all of it anew after a new registration, and nothing for nobody', async () => {
    const told = () => desk.codes.splice(0);
    desk.register(1);
    await desk.settled();
    expect([told(), desk.views.at(-1) ?? null]).toEqual([[], null]);
    await desk.arrive(first);
    expect([told(), desk.views.at(-1)?.queueTold]).toEqual([['out', 'in', 'unpause'], true]);
    await desk.change(toBreak);
    await desk.settled();
    expect(told()).toEqual(['pause']);
    await desk.change(toReady);
    await desk.settled();
    expect(told()).toEqual(['unpause']);
    desk.register(2);
    await desk.settled();
    expect(told()).toEqual(['in', 'unpause']);
    // No other is at the post as far as anybody knows: a broken seat is better than an empty queue.
    desk.reason = { kind: 'code', code: 'phone.notConnected' } as unknown as SeatReason;
    desk.shift().handleSeat();
    await desk.settled();
    expect(told()).toEqual([]);
    const stop = await desk.reporting();
    expect(told()).toEqual(['pause']);
    desk.reason = null;
    desk.shift().handleSeat();
    await desk.settled();
    expect(told()).toEqual(['unpause']);
    stop.abort();
    desk.say();
    await desk.settled();
    expect([told(), desk.views.at(-1)?.queueTold]).toEqual([[], false]);
    // The host ends: it dials nothing any more.
    desk.register(3);
    await desk.settled();
    expect(told()).toEqual([]);
  });

  it('logs out of the queue when the person leaves for good, and tells it no more after that', async () => {
    desk.register(1);
    await desk.arrive(first);
    await desk.shift().leaveDesk();
    expect(desk.codes.splice(0)).toEqual(['out', 'in', 'unpause', 'out']);
    await desk.arrive(null);
    desk.register(2);
    await desk.settled();
    expect(desk.codes).toEqual([]);
  });

  it('is the same at a desk without a telephone, where no queue is told', async () => {
    desk = createShiftDesk(null);
    await desk.arrive(first);
    expect(desk.views.at(-1)).toMatchObject({ state: 'ready', queueTold: null });
    await desk.change(toBreak);
    const dial = (number: string) =>
      ({ kind: 'dial', callId: 'call', number, ticketNo: null }) as const;
    expect(desk.shift().isEmergency(dial('119'))).toBe(true);
    expect(await codeOf(() => desk.shift().checkDialling(dial('19900000123')))).toBe(
      'agent.notDialling',
    );
  });

  it('ends by the agent’s own wish when the guard agrees, after the conversation that runs', async () => {
    const signedOut = { state: 'signedOut', reason: '', lengthMs: null } as const;
    await desk.arrive(first);
    desk.leave = async () => ({ verdict: 'refused', leads: 1 });
    expect(await codeOf(() => desk.change(signedOut))).toBe('agent.lastReady');
    expect([desk.state(), desk.asked]).toMatchObject(['ready', [{ to: 'signedOut' }]]);
    desk.leave = async () => ({ verdict: 'passed' });
    desk.say(aCallView({ state: 'connected', answeredAt: desk.now }));
    await desk.change(signedOut);
    expect(desk.views.at(-1)).toMatchObject({ state: 'ready', next: 'signedOut' });
  });
});
