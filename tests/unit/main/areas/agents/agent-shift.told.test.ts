import { beforeEach, describe, expect, it } from 'vitest';
import { anAnswer, aUser, createShiftDesk } from '../../../../support/agent-shift-desk.ts';

const first = aUser('1001');
const second = aUser('1002');
const toReady = { state: 'ready', reason: '', lengthMs: null } as const;
const anOrder = {
  orderId: '00000000-0000-4000-8000-000000000001',
  to: 'training',
  reason: 'lead',
  byWorkNo: '2001',
  by: '班长',
  why: '演练',
  at: 5,
} as const;
const anAsk = {
  to: 'meal',
  reason: 'lunch',
  askedAt: 9,
  answer: 'waiting',
  until: null,
  by: '班长',
} as const;

let desk: ReturnType<typeof createShiftDesk>;
beforeEach(() => {
  desk = createShiftDesk();
});

describe('what others do about the state of an agent', () => {
  it('carries out an order once, says so with the name and the reason, and knows it after a restart', async () => {
    await desk.arrive(first);
    desk.answer = () => ({ ...anAnswer, order: anOrder });
    let stop = await desk.reporting();
    expect(desk.state()).toBe('training');
    expect(desk.told).toEqual([
      {
        toldId: anOrder.orderId,
        kind: 'order',
        to: 'training',
        by: '班长',
        why: '演练',
        at: 5,
        seen: false,
      },
    ]);
    expect(desk.changes().at(-1)).toMatchObject({ to: 'training', cause: 'lead', why: '演练' });
    await desk.change(toReady);
    await desk.report();
    expect(desk.reports.at(-1)?.orderDone).toBe(anOrder.orderId);
    expect(desk.state()).toBe('ready');
    stop.abort();
    await desk.settled();
    await desk.shift().putAway({ toldId: anOrder.orderId });
    await desk.shift().stop();
    desk.open();
    await desk.arrive(first, true);
    stop = await desk.reporting();
    await desk.report();
    expect([desk.state(), desk.told.map(({ seen }) => seen)]).toEqual(['ready', [true]]);
    stop.abort();
    await desk.settled();
  });

  it('asks back who has signed out, signs nobody in, and does not tell of an order that is carried out already', async () => {
    await desk.arrive(first);
    await desk.shift().leaveDesk();
    const stop = await desk.reporting();
    desk.answer = () => ({ ...anAnswer, order: { ...anOrder, to: 'signedOut' } });
    await desk.report();
    expect([desk.state(), desk.told]).toEqual(['signedOut', []]);
    const other = '00000000-0000-4000-8000-000000000002';
    desk.answer = () => ({ ...anAnswer, order: { ...anOrder, orderId: other, to: 'ready' } });
    await desk.report();
    expect(desk.state()).toBe('signedOut');
    expect(desk.told).toMatchObject([{ toldId: other, kind: 'recall', to: 'ready' }]);
    stop.abort();
    await desk.settled();
  });

  it('goes by a leave that was granted, and tells of it when it has gone', async () => {
    await desk.arrive(first);
    desk.answer = () => ({ ...anAnswer, ask: anAsk });
    const stop = await desk.reporting();
    expect(desk.views.at(-1)?.ask).toEqual(anAsk);
    desk.leave = async () => ({ verdict: 'refused', leads: 1 });
    desk.answer = () => ({ ...anAnswer, ask: { ...anAsk, answer: 'granted' } });
    await desk.report();
    expect([desk.state(), desk.told, desk.failed]).toEqual(['ready', [], ['agent.granted']]);
    desk.leave = async () => ({ verdict: 'granted' });
    await desk.report();
    expect(desk.state()).toBe('meal');
    expect(desk.views.at(-1)).toMatchObject({ reason: 'lunch', ask: null });
    expect(desk.told).toMatchObject([
      { toldId: 'granted:9', kind: 'granted', to: 'meal', by: '班长' },
    ]);
    expect(desk.changes().at(-1)).toMatchObject({ to: 'meal', guard: 'granted' });
    stop.abort();
    await desk.settled();
  });

  it('tells of an ask that was denied or that nobody answered, and of none that was taken back', async () => {
    await desk.arrive(first);
    desk.answer = () => ({ ...anAnswer, ask: anAsk });
    const stop = await desk.reporting();
    desk.answer = () => ({ ...anAnswer, ask: { ...anAsk, answer: 'denied' } });
    await desk.report();
    expect(desk.told).toMatchObject([{ toldId: 'denied:9', by: '班长', to: 'meal', at: desk.now }]);
    desk.answer = () => ({ ...anAnswer, ask: { ...anAsk, askedAt: 10 } });
    await desk.report();
    desk.answer = () => anAnswer;
    await desk.report();
    expect(desk.told.slice(1)).toMatchObject([{ toldId: 'lapsed:10' }]);
    desk.answer = () => ({ ...anAnswer, ask: { ...anAsk, askedAt: 11 } });
    await desk.report();
    expect(desk.views.at(-1)?.ask?.askedAt).toBe(11);
    await desk.shift().withdraw();
    expect([desk.views.at(-1)?.ask, desk.asked.at(-1)]).toEqual([null, { withdrawn: true }]);
    desk.answer = () => anAnswer;
    await desk.report();
    expect(desk.told).toHaveLength(2);
    stop.abort();
    await desk.settled();
  });

  it('is nobody else’s: the next person sees nothing of what was told and asked, the same one does again', async () => {
    await desk.arrive(first);
    desk.answer = () => ({ ...anAnswer, ask: anAsk, order: anOrder });
    const stop = await desk.reporting();
    expect([desk.told.length, desk.views.at(-1)?.ask]).toEqual([1, anAsk]);
    stop.abort();
    await desk.settled();
    await desk.arrive(null);
    expect(desk.told).toEqual([]);
    await desk.arrive(second);
    expect([desk.told, desk.views.at(-1)?.ask]).toEqual([[], null]);
    await desk.arrive(first);
    expect(desk.told).toMatchObject([{ toldId: anOrder.orderId }]);
  });

  it('is not what the hub answered to the report of who was here before', async () => {
    await desk.arrive(first);
    const late = Promise.withResolvers<object>();
    desk.answer = () => late.promise;
    const stop = await desk.reporting();
    await desk.arrive(null);
    late.resolve({ ...anAnswer, order: anOrder, ask: anAsk });
    await desk.settled();
    await desk.arrive(second);
    expect([desk.state(), desk.told, desk.views.at(-1)?.ask]).toEqual(['ready', [], null]);
    desk.answer = () => anAnswer;
    const before = desk.reports.length;
    await desk.report();
    await desk.report();
    expect(desk.reports.length).toBeGreaterThan(before);
    stop.abort();
    await desk.settled();
  });
});
