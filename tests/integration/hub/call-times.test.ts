import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../src/shared/domain/calls/call.ts';
import { type SignedInDesk, signInAt, signInProven } from '../../support/hub-client.ts';
import { aCall } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('the times of a call record', () => {
  let hub: RunningHub;
  let agent: SignedInDesk;
  let lead: SignedInDesk;
  let now: number;
  beforeEach(async () => {
    hub = await startTestHub();
    now = hub.clock.now();
    agent = await signInAt(hub.url(), '1001');
    lead = await signInProven(hub.url(), '2001');
  });
  afterEach(() => hub.stop());

  const aCallAt = (startedAt: number, changes: Partial<CallRecord> = {}) =>
    aCall({ startedAt, answeredAt: startedAt + 3000, endedAt: startedAt + 63_000, ...changes });
  const submit = (call: CallRecord) =>
    agent.client.commands.submit({
      commandId: randomUUID(),
      command: { kind: 'callRecord', call },
    });
  const list = async (by: SignedInDesk, changes: { from?: number; to?: number } = {}) => {
    const period = { from: null, to: null, ...changes };
    const filter = { ...period, agentWorkNo: null, direction: null, text: '', recordingStates: [] };
    return (await by.client.calls.list({ ...filter, limit: 50, offset: 0 })).items;
  };
  const doubts = () => hub.log.filter(({ event }) => event === 'call.timesDoubted').length;

  it.each([
    ['1970', () => 0],
    ['the year 9999', () => Date.UTC(9999, 11, 31)],
    ['an hour ahead', () => now + 60 * minute],
    ['40 days ago', () => now - 40 * day],
  ])('of %s are kept, listed where the hub got them, and said to be in doubt', async (_, at) => {
    const call = aCallAt(at());
    const honest = aCallAt(now - minute);
    expect(await submit(honest)).toEqual({ kind: 'accepted' });
    expect(await submit(call)).toEqual({ kind: 'accepted' });
    hub.clock.advance(10 * minute);
    const later = aCallAt(now + 5 * minute);
    expect(await submit(later)).toEqual({ kind: 'accepted' });
    const items = await list(lead);
    expect(items.map((item) => item.call.callId)).toEqual(
      [later, call, honest].map((of) => of.callId),
    );
    expect(items.map((item) => item.timesDoubtedAt)).toEqual([undefined, now, undefined]);
    expect(items[1]?.call).toEqual(call);
    // Whoever looks at today finds it.
    expect(await list(lead, { from: now - day, to: now + day })).toHaveLength(3);
    const oldDesk = await signInAt(hub.url(), '2001');
    for (const by of [agent, oldDesk]) {
      expect((await list(by))[1]).not.toHaveProperty('timesDoubtedAt');
    }
    expect(doubts()).toBe(1);
    const database = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    const sql = `select count(*) from audit where action = 'callTimesDoubted' and subject_id = ?`;
    const rows = database.prepare(sql).pluck().get(call.callId);
    database.close();
    expect(rows).toBe(1);
  });

  it.each([
    ['a moment ahead, as clocks differ', () => now + 2 * minute],
    ['of a desk that was without the hub for three days', () => now - 3 * day],
    ['of a desk that was without it for a month', () => now - 30 * day],
  ])('%s are believed', async (_, at) => {
    const call = aCallAt(at(), { answeredAt: null, endedAt: null });
    expect(await submit(call)).toEqual({ kind: 'accepted' });
    const [item] = await list(lead);
    expect(item).not.toHaveProperty('timesDoubtedAt');
    expect(await list(lead, { from: at(), to: at() + 1 })).toHaveLength(1);
  });

  it('that were doubted stay so, and keep their place, when the call ends by a clock that was set right', async () => {
    const running = aCallAt(0, { answeredAt: null, endedAt: null });
    await submit(running);
    hub.clock.advance(2 * minute);
    await submit({ ...running, answeredAt: now + 3000, endedAt: now + minute });
    const [item] = await list(lead, { from: now, to: now + 1 });
    expect(item).toMatchObject({ timesDoubtedAt: now, call: { endedAt: now + minute } });
    expect(doubts()).toBe(1);
  });

  it('that are out of order are doubted, where the call began is not', async () => {
    const call = aCallAt(now - 2 * minute, { endedAt: now - 60 * minute });
    await submit(call);
    const [item] = await list(lead, { from: now - 2 * minute, to: now - 2 * minute + 1 });
    expect(item?.timesDoubtedAt).toBe(now);
  });

  it('that are no dates at all are refused: nothing could show them', async () => {
    const answer = await submit(aCallAt(8_640_000_000_000_001));
    expect(answer).toEqual({ kind: 'refused', code: 'input.invalid', ticket: null });
  });

  it('are looked through for who was spoken with no further back than eight days', async () => {
    const of = (digit: number) => {
      const key = `1990000000${digit}`;
      return { raw: key, key, display: key, kind: 'mobile' } as const;
    };
    await submit(aCallAt(now - 7 * day, { number: of(1) }));
    await submit(aCallAt(now - 9 * day, { number: of(2) }));
    const numbers = [1, 2].map((digit) => ({ key: of(digit).key, after: 0 }));
    expect(await agent.client.calls.reached({ numbers })).toEqual({ keys: [of(1).key] });
  });
});
