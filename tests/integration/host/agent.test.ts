import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import type { AgentView } from '../../../src/shared/domain/agents/agent-view.ts';
import type { PhoneSnapshot } from '../../../src/shared/domain/phone/phone-state.ts';
import { signInAt } from '../../support/hub-client.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';

const toBreak = { to: 'break', reason: 'rest', minutes: null, unguarded: false } as const;

let desk: DeskWithHub;
beforeEach(async () => {
  desk = await startDeskWithHub();
});
afterEach(() => desk.stop());

const isIn = (state: AgentView['state']) => (all: { agent: AgentView | null }) =>
  all.agent?.state === state;
const untilState = (state: AgentView['state']) => desk.watch().until(state, isIn(state));

/** The phone page of this desk, saying what it is told to say. */
async function aPhone() {
  const { client } = await desk.phone();
  const orders = await client.attach({ buildId: 'development', takeOver: true });
  await orders.next();
  return (snapshot: PhoneSnapshot) => client.publish(snapshot);
}

/** Another agent at another desk, as the hub sees one. */
async function aColleague(workNo: string) {
  const { client } = await signInAt(desk.hub.url(), workNo);
  const report = (
    state: AgentView['state'],
    changes: Partial<AgentView> = {},
    more: { readonly extension?: string } = {},
  ) =>
    client.agents.report({
      agent: {
        state,
        since: Date.now(),
        reason: '',
        endsAt: null,
        next: null,
        missedRings: 0,
        queueTold: null,
        ...changes,
      },
      talking: false,
      reachable: true,
      orderDone: null,
      ...more,
    });
  return { client, report };
}

/** What the hub has on its disk. */
async function atHub<Result>(read: (store: HubStore) => Promise<Result>): Promise<Result> {
  const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

describe('an agent at a desk', () => {
  it('is ready after signing in, works after a call and is ready again when that is done', async () => {
    await desk.signIn();
    await untilState('ready');
    const publish = await aPhone();
    const call = aCallView({ state: 'connected', answeredAt: Date.now() });
    await publish(aSnapshot(call));
    await publish(
      aSnapshot({ ...call, state: 'ended', endedAt: Date.now(), endReason: 'agentHungUp' }),
    );
    const { agent } = await untilState('afterCallWork');
    expect(agent?.endsAt).toBeGreaterThan(Date.now() + 30_000);
    await desk.desk().agent.extend({ reason: 'longTicket' });
    await desk.watch().until('extended', (all) => (all.agent?.endsAt ?? 0) > Date.now() + 90_000);
    expect((await errorOf(desk.desk().agent.finish())).code).toBe('agent.resultOwed');
    await desk.desk().calls.conclude({ callId: call.callId, result: 'answered' });
    await desk.desk().agent.finish();
    await untilState('ready');
  });

  it('stands where it stood after a restart of the host, and is gone after signing out', async () => {
    await desk.signIn();
    await untilState('ready');
    await (await aColleague('1002')).report('ready');
    await desk.desk().agent.change(toBreak);
    const before = (await untilState('break')).agent;
    await desk.restart();
    expect((await untilState('break')).agent).toMatchObject({
      since: before?.since,
      endsAt: before?.endsAt,
    });
    await desk.desk().session.signOut({ unguarded: true });
    await desk.watch().until('nobody', (all) => all.agent === null && all.user === null);
    await desk.signIn();
    await untilState('ready');
  });

  it('hears nothing of what the last person did: that call ended before, and its work is not owed anew', async () => {
    await desk.signIn();
    await untilState('ready');
    const publish = await aPhone();
    const talk = aCallView({ state: 'connected', answeredAt: Date.now() });
    await publish(aSnapshot(talk));
    const over = {
      ...talk,
      state: 'ended',
      endedAt: Date.now(),
      endReason: 'agentHungUp',
    } as const;
    await publish(aSnapshot(over));
    await untilState('afterCallWork');
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn('1002');
    await untilState('ready');
    // The phone page shows what is over a few seconds longer, and tells everything with each change.
    const rings = aCallView({ rawNumber: '19900000199' });
    await publish(aSnapshot(over, rings));
    const { agent, phone, workspaces } = await desk
      .watch()
      .until('the next one rings', (all) => all.workspaces.length > 0);
    expect(agent?.state).toBe('ready');
    expect(phone.calls.map(({ callId }) => callId)).toEqual([rings.callId]);
    expect(workspaces.map(({ callId }) => callId)).toEqual([rings.callId]);
  });

  it('leaves a history at the hub, each change once, also from time without the hub', async () => {
    await desk.signIn();
    await untilState('ready');
    desk.setOnline(false);
    await desk.watch().until('offline', (all) => all.sync.hub === 'offline', 20_000);
    await desk.desk().agent.change({ ...toBreak, unguarded: true });
    await desk.desk().agent.change({ ...toBreak, to: 'ready', reason: '' });
    desk.setOnline(true);
    await desk
      .watch()
      .until('sent', ({ sync }) => sync.hub === 'online' && sync.commandsWaiting === 0, 30_000);
    const changes = await atHub(({ agents }) => agents.changesOf('1001', 0, Infinity));
    expect(changes).toMatchObject([
      { from: 'signedOut', to: 'ready', guard: 'notAsked', workNo: '1001' },
      { from: 'ready', to: 'break', reason: 'rest', guard: 'unknown' },
      { from: 'break', to: 'ready' },
    ]);
  });

  it('dials in a rest only an emergency number', async () => {
    await desk.signIn();
    await untilState('ready');
    await (await aColleague('1002')).report('ready');
    await desk.desk().agent.change(toBreak);
    const dial = (number: string) =>
      errorOf(desk.desk().phone({ kind: 'dial', callId: randomUUID(), number, ticketNo: null }));
    expect((await dial('19900000123')).code).toBe('agent.notDialling');
    expect((await dial('110')).code).toBe('phone.notConnected');
  });
});

describe('the last ready agent', () => {
  it('cannot leave while nobody else would be rung, and can when a colleague is ready', async () => {
    await desk.signIn();
    await untilState('ready');
    const change = () => desk.desk().agent.change(toBreak);
    expect((await errorOf(change())).code).toBe('agent.lastReady');
    expect((await errorOf(desk.desk().agent.signOut({ unguarded: false }))).code).toBe(
      'agent.lastReady',
    );
    const colleague = await aColleague('1002');
    await colleague.report('meal', { reason: 'lunch' });
    expect((await errorOf(change())).code).toBe('agent.lastReady');
    await colleague.report('ready', { next: 'meal' });
    expect((await errorOf(change())).code).toBe('agent.lastReady');
    expect(desk.watch().state().agent?.state).toBe('ready');
    await colleague.report('ready');
    await change();
    await untilState('break');
  });

  it('asks the lead, who sees it and grants it; the desk then carries it out', async () => {
    await desk.signIn();
    await untilState('ready');
    const lead = await aColleague('2001');
    await desk.desk().agent.ask({ to: 'meal', reason: 'lunch' });
    await desk.watch().until('asked', (all) => all.agent?.ask?.answer === 'waiting');
    const { team } = await lead.report('supervise');
    expect(team?.find((one) => one.workNo === '1001')?.agent).toMatchObject({
      state: 'ready',
      ask: { to: 'meal', reason: 'lunch', answer: 'waiting' },
    });
    await lead.client.agents.answer({ workNo: '1001', grant: true });
    expect((await untilState('meal')).agent).toMatchObject({ reason: 'lunch' });
    const audit = await atHub((store) => store.audit.newest(20));
    expect(audit.map((entry) => entry.action)).toContain('leaveGranted');
  });

  it('tells the others its extension, sees theirs, and says nothing of them while the hub is away', async () => {
    await desk.signIn();
    await untilState('ready');
    const colleague = await aColleague('1002');
    await colleague.report('break', {}, { extension: '8002' });
    const { colleagues } = await colleague.report('break', {}, { extension: '8002' });
    expect(colleagues).toMatchObject([{ workNo: '1001', state: 'ready', extension: '8001' }]);
    const seen = await desk.watch().until('seen', (all) => all.colleagues?.length === 1);
    expect(seen.colleagues).toMatchObject([{ workNo: '1002', state: 'break', extension: '8002' }]);
    desk.setOnline(false);
    await desk.watch().until('gone', (all) => all.colleagues === undefined);
  });

  it('is refused, and told so', async () => {
    await desk.signIn();
    await untilState('ready');
    const lead = await aColleague('2001');
    await lead.report('supervise');
    await desk.desk().agent.ask({ to: 'meal', reason: 'lunch' });
    await lead.client.agents.answer({ workNo: '1001', grant: false });
    await desk.watch().until('denied', (all) => all.agent?.ask?.answer === 'denied');
    expect(desk.watch().state().agent?.state).toBe('ready');
  });

  it('goes by a lead’s order; an agent may give none', async () => {
    await desk.signIn();
    await untilState('ready');
    const why = '补一次应急演练';
    const force = { workNo: '1001', to: 'training', reason: 'lead', why } as const;
    const agent = await aColleague('1002');
    expect((await errorOf(agent.client.agents.force(force))).code).toBe('hub.forbidden');
    const lead = await aColleague('2001');
    await lead.client.agents.force(force);
    await untilState('training');
    const { told = [] } = desk.watch().state();
    expect(told).toMatchObject([{ kind: 'order', to: 'training', why, seen: false }]);
    expect(told[0]?.by).toBe((await atHub(({ users }) => users.names(['2001']))).get('2001'));
    const last = async () =>
      (await atHub(({ agents }) => agents.changesOf('1001', 0, Infinity))).at(-1);
    await expect.poll(last, { timeout: 20_000 }).toMatchObject({ to: 'training', why });
    await desk.desk().agent.putAway({ toldId: told[0]?.toldId ?? '' });
    await desk.restart();
    await untilState('training');
    await desk.watch().until('put away', (all) => all.told?.[0]?.seen === true);
    await desk.desk().agent.change({ ...toBreak, to: 'ready', reason: '' });
    await untilState('ready');
  });

  it('is asked back by a lead after signing out, never signed in by somebody else', async () => {
    await desk.signIn();
    await untilState('ready');
    const lead = await aColleague('2001');
    const force = { workNo: '1001', reason: 'lead' } as const;
    await lead.client.agents.force({ ...force, to: 'signedOut', why: '下班' });
    await untilState('signedOut');
    await lead.client.agents.force({ ...force, to: 'ready', why: '点错了，请重新签入' });
    const { told = [], agent } = await desk
      .watch()
      .until('asked back', (all) => all.told?.at(-1)?.kind === 'recall', 20_000);
    expect(told.map(({ kind }) => kind)).toEqual(['order', 'recall']);
    expect(agent?.state).toBe('signedOut');
    await desk.desk().agent.signIn();
    await untilState('ready');
  });

  it('leaves the desk by no other way than the post, and alone at night on the own word', async () => {
    await desk.signIn();
    await untilState('ready');
    const lead = await aColleague('2001');
    await lead.report('supervise');
    for (const unguarded of [false, true])
      expect((await errorOf(desk.desk().session.signOut({ unguarded }))).code).toBe(
        'agent.lastReady',
      );
    expect(desk.watch().state()).toMatchObject({ agent: { state: 'ready' } });
    await (await aColleague('1002')).report('ready');
    await desk.desk().session.signOut({ unguarded: false });
    await desk.watch().until('nobody', (all) => all.agent === null && all.user === null);
  });

  it('hears that an ask is refused, and may take one back', async () => {
    await desk.signIn();
    await untilState('ready');
    const lead = await aColleague('2001');
    await lead.report('supervise');
    await desk.watch().until('a lead is there', (all) => all.leads === 1, 20_000);
    await desk.desk().agent.ask({ to: 'break', reason: 'rest' });
    await desk.watch().until('waiting', (all) => all.agent?.ask?.answer === 'waiting', 20_000);
    await desk.desk().agent.withdraw();
    expect((await lead.report('supervise')).team?.find((one) => one.agent.ask)).toBeUndefined();
    await desk.desk().agent.ask({ to: 'break', reason: 'rest' });
    await lead.client.agents.answer({ workNo: '1001', grant: false });
    const { told } = await desk
      .watch()
      .until('refused', (all) => all.told?.at(-1)?.kind === 'denied', 20_000);
    expect(told).toHaveLength(1);
    expect(told?.[0]?.by).not.toBe('');
  });

  it('is seen by a lead also in an office of more people than a desk lists', async () => {
    const agent = { state: 'ready', since: 1, reason: '', endsAt: null } as const;
    const report = {
      agent: { ...agent, next: null, missedRings: 0, queueTold: null },
      talking: false,
      reachable: true,
      orderDone: null,
    };
    await atHub(async ({ agents }) => {
      for (let one = 0; one < 205; one += 1) {
        const workNo = String(3000 + one);
        const user = { userId: randomUUID(), workNo, displayName: workNo, role: 'agent' } as const;
        const reportedAt = desk.hub.clock.now();
        await agents.putSeat({
          user,
          deskId: randomUUID(),
          reportedAt,
          leavingUntil: null,
          report,
        });
      }
    });
    await desk.signIn('2001');
    const { team } = await desk.watch().until('team', (state) => (state.team ?? []).length > 1);
    expect(team).toHaveLength(200);
  });

  it('without the hub is told that nobody can know, and goes on its own word only', async () => {
    await desk.signIn();
    await untilState('ready');
    desk.setOnline(false);
    const refused = await errorOf(desk.desk().agent.change(toBreak));
    expect(refused.code).toBe('agent.guardUnknown');
    await desk.desk().agent.change({ ...toBreak, unguarded: true });
    await untilState('break');
  });
});
