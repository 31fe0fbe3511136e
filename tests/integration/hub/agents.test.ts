import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/hub/open-store.ts';
import type { AgentChange, AgentReport } from '../../../src/shared/contract/agents/schemas.ts';
import type { AgentView } from '../../../src/shared/domain/agents/agent-view.ts';
import { signInAt } from '../../support/hub-client.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const aReport = (
  state: AgentView['state'],
  changes: Partial<AgentReport> = {},
  next: AgentView['next'] = null,
): AgentReport => ({
  agent: {
    state,
    since: 1,
    reason: '',
    endsAt: null,
    next,
    missedRings: 0,
    queueTold: null,
  },
  talking: false,
  reachable: true,
  orderDone: null,
  ...changes,
});
const ready = aReport('ready');
const toMeal = { to: 'meal', reason: 'lunch', report: ready } as const;

describe('the hub and the team', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());
  const agentsOf = async (workNo: string) => (await signInAt(hub.url(), workNo)).client.agents;

  it('lets exactly one of two leave who ask at the same moment', async () => {
    const [one, two] = [await agentsOf('1001'), await agentsOf('1002')];
    await one.report(ready);
    await two.report(ready);
    const verdicts = await Promise.all([one.leave(toMeal), two.leave(toMeal)]);
    expect(verdicts.map(({ verdict }) => verdict).toSorted()).toEqual(['passed', 'refused']);
  });

  it('counts nobody whose desk is silent, whose phone is not registered, or who plans to leave', async () => {
    const [one, two] = [await agentsOf('1001'), await agentsOf('1002')];
    const others = async () => (await one.report(ready)).othersOnPost;
    await two.report(ready);
    expect(await others()).toBe(1);
    await two.report(aReport('ready', { reachable: false }));
    expect(await others()).toBe(0);
    await two.report(aReport('afterCallWork', {}, 'meal'));
    expect(await others()).toBe(0);
    await two.report(aReport('afterCallWork'));
    expect(await others()).toBe(1);
    hub.clock.advance(20_001);
    expect(await others()).toBe(0);
    expect(await one.leave(toMeal)).toMatchObject({ verdict: 'refused' });
  });

  it('keeps a grant for five minutes and across its own restart, and no longer', async () => {
    const [one, lead] = [await agentsOf('1001'), await agentsOf('2001')];
    await one.report(ready);
    await one.ask({ to: 'meal', reason: 'lunch' });
    await lead.answer({ workNo: '1001', grant: true });
    await hub.restart();
    const again = await agentsOf('1001');
    expect(await again.leave(toMeal)).toMatchObject({ verdict: 'granted' });
    hub.clock.advance(5 * 60_000 + 1);
    expect(await again.leave(toMeal)).toMatchObject({ verdict: 'refused' });
    expect((await again.report(ready)).ask).toBeNull();
  });

  it('grants what the lead saw asked for: not another leave, and not an ask that has taken its place', async () => {
    const [one, lead] = [await agentsOf('1001'), await agentsOf('2001')];
    await one.report(ready);
    await one.ask({ to: 'break', reason: 'rest' });
    const { team } = await lead.report(aReport('supervise'));
    const seen = team?.find(({ workNo }) => workNo === '1001')?.agent.ask;
    hub.clock.advance(1000);
    await one.ask({ to: 'signedOut', reason: '' });
    const late = lead.answer({ workNo: '1001', grant: true, askedAt: seen?.askedAt });
    expect((await errorOf(late)).code).toBe('agent.askChanged');
    expect(await one.leave({ to: 'signedOut', reason: '', report: ready })).toMatchObject({
      verdict: 'refused',
    });
    await lead.answer({ workNo: '1001', grant: true });
    expect(await one.leave(toMeal)).toMatchObject({ verdict: 'refused' });
    expect(await one.leave({ to: 'signedOut', reason: '', report: ready })).toMatchObject({
      verdict: 'granted',
    });
  });

  it('hands an order out until the desk has done it', async () => {
    const [one, lead] = [await agentsOf('1001'), await agentsOf('2001')];
    await one.report(ready);
    await lead.force({ workNo: '1001', to: 'training', reason: 'drill' });
    const { order } = await one.report(ready);
    expect(order).toMatchObject({ to: 'training', byWorkNo: '2001' });
    expect((await one.report(ready)).order).toEqual(order);
    const done = aReport('training', { orderDone: order?.orderId ?? null });
    expect((await one.report(done)).order).toBeNull();
  });

  it('moves nobody by an order of an earlier shift', async () => {
    const [one, lead] = [await agentsOf('1001'), await agentsOf('2001')];
    await one.report(ready);
    await lead.force({ workNo: '1001', to: 'break', reason: 'lead', why: '换班' });
    hub.clock.advance(12 * 3_600_000);
    const late = await agentsOf('1001');
    expect((await late.report(ready)).order).toMatchObject({ to: 'break' });
    hub.clock.advance(1);
    expect((await late.report(ready)).order).toBeNull();
  });

  it('keeps a change of state for reports at a time that can be, and as the lead’s only where a lead has acted', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    const lead = await agentsOf('2001');
    await client.agents.report(ready);
    const now = hub.clock.now();
    const tell = (changes: Partial<AgentChange>) => {
      const change: AgentChange = {
        changeId: randomUUID(),
        workNo: '1001',
        from: 'ready',
        to: 'break',
        reason: 'rest',
        cause: 'agent',
        guard: 'passed',
        at: now,
        ...changes,
      };
      return client.commands.submit({
        commandId: randomUUID(),
        command: { kind: 'agentState', change },
      });
    };
    for (const at of [1, now + 60_000, 8.64e15, now - 3_600_000]) await tell({ at });
    await tell({ cause: 'lead', guard: 'granted' });
    await lead.force({ workNo: '1001', to: 'meal', reason: 'lunch' });
    await client.agents.ask({ to: 'meal', reason: 'lunch' });
    await lead.answer({ workNo: '1001', grant: true });
    await tell({ cause: 'lead', guard: 'granted', to: 'meal' });
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    const kept = await store.agents.changesOf('1001', 0, Infinity);
    await store.close();
    expect(kept.map(({ at }) => at)).toEqual([now - 3_600_000, now, now, now, now, now]);
    expect(kept.filter(({ cause }) => cause === 'lead')).toMatchObject([
      { to: 'meal', guard: 'granted' },
    ]);
    expect(kept.filter(({ guard }) => guard === 'unknown')).toHaveLength(1);
  });

  it('tells why a seat cannot be rung, to a desk that tells it too, and to none of an older release', async () => {
    const [one, lead] = [await agentsOf('1001'), await agentsOf('2001')];
    const why = { kind: 'code', name: 'microphone', code: 'media.microphoneDenied' } as const;
    const answer = await one.report(aReport('ready', { reachable: false, why }));
    expect(answer.tellsWhy).toBe(true);
    const newer = await lead.report(aReport('supervise', { why: null }));
    expect(newer.team?.map((member) => member.why)).toEqual([why, null]);
    const older = await lead.report(aReport('supervise'));
    expect(older.team?.map((member) => 'why' in member)).toEqual([false, false]);
  });

  it('takes a reason that it does not know for one that was not told', async () => {
    const one = await agentsOf('1001');
    const why = { kind: 'code', name: 'microphone', code: 'media.ofAnotherRelease' };
    const report: object = { ...ready, why };
    expect((await one.report(Object.assign({}, ready, report))).othersOnPost).toBe(0);
  });

  it('keeps its reports as the release before reads them', async () => {
    const one = await agentsOf('1001');
    const why = { kind: 'open', name: 'disk' } as const;
    await one.report(aReport('ready', { reachable: false, why, extension: '8001' }));
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    const [seat] = await store.agents.seats();
    await store.close();
    expect(Object.keys(seat?.report ?? {})).toEqual(Object.keys(ready));
  });

  it('tells everybody of the colleagues to whom a citizen may be handed, and nothing else of them', async () => {
    const [one, two, lead] = [
      await agentsOf('1001'),
      await agentsOf('1002'),
      await agentsOf('2001'),
    ];
    const why = { kind: 'open', name: 'disk' } as const;
    await two.report(aReport('ready', { extension: '8002', reachable: false, why }));
    await lead.report(aReport('supervise', { extension: '8003', talking: true }));
    const { colleagues, team, absent } = await one.report(aReport('ready', { extension: '8001' }));
    expect([team, absent]).toEqual([null, undefined]);
    const theSecond = {
      workNo: '1002',
      isLead: false,
      state: 'ready',
      extension: '8002',
      reachable: false,
    };
    expect(colleagues).toEqual([
      { ...theSecond, displayName: expect.any(String) },
      expect.objectContaining({ workNo: '2001', isLead: true, state: 'talking' }),
    ]);
    const ofLead = await lead.report(aReport('supervise', { extension: '8003' }));
    expect(ofLead.colleagues?.map(({ workNo }) => workNo)).toEqual(['1001', '1002']);
  });

  it('offers no colleague whose desk is silent or has no extension, nor one who sat where somebody else sits now', async () => {
    const [one, two, lead] = [
      await agentsOf('1001'),
      await agentsOf('1002'),
      await agentsOf('2001'),
    ];
    const offered = async () =>
      (await one.report(aReport('ready', { extension: '8001' }))).colleagues?.map(
        ({ workNo }) => workNo,
      );
    await two.report(ready);
    expect(await offered()).toEqual([]);
    await two.report(aReport('ready', { extension: '8002' }));
    expect(await offered()).toEqual(['1002']);
    hub.clock.advance(1000);
    await lead.report(aReport('supervise', { extension: '8002' }));
    expect(await offered()).toEqual(['2001']);
    await lead.report(aReport('supervise', { extension: '8001' }));
    expect(await offered()).toEqual(['1002']);
    hub.clock.advance(20_001);
    expect(await offered()).toEqual([]);
  });

  it('shows the team to a lead and lets only a lead answer and order', async () => {
    const [one, lead] = [await agentsOf('1001'), await agentsOf('2001')];
    expect((await one.report(ready)).team).toBeNull();
    const { team } = await lead.report(aReport('supervise'));
    expect(team?.map(({ workNo, role }) => [workNo, role])).toEqual([
      ['1001', 'agent'],
      ['2001', 'lead'],
    ]);
    const answer = one.answer({ workNo: '1001', grant: true });
    expect((await errorOf(answer)).code).toBe('hub.forbidden');
    const unknown = lead.force({ workNo: '9999', to: 'ready', reason: '' });
    expect((await errorOf(unknown)).code).toBe('agent.notAllowedNow');
  });
});
