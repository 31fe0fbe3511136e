import { expect, it } from 'vitest';
import { applyAgentChange } from '../../../../../src/hub/areas/agents/apply-agent-change.ts';
import { forceState } from '../../../../../src/hub/areas/agents/asks-and-orders.ts';
import type { AgentChange } from '../../../../../src/shared/contract/agents/schemas.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';

const idOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const aChange = (
  changeId: string,
  at: number,
  changes: Partial<AgentChange> = {},
): AgentChange => ({
  changeId,
  workNo: '1001',
  from: 'ready',
  to: 'training',
  reason: 'drill',
  cause: 'lead',
  guard: 'passed',
  why: '消防演练',
  at,
  ...changes,
});

it('keeps a change as the lead’s, with the lead’s words, only where a lead has given an order in this shift', async () => {
  const hub = await openHubInMemory();
  const agent = await hub.signedIn('1001');
  const lead = await hub.signedIn('2001', 'lead');
  const { store, clock } = hub;
  const report = {
    agent: {
      state: 'ready',
      since: 1,
      reason: '',
      endsAt: null,
      next: null,
      missedRings: 0,
      queueTold: null,
    },
    talking: false,
    reachable: true,
    orderDone: null,
  } as const;
  const seat = { deskId: agent.deskId, reportedAt: 1, leavingUntil: null, report };
  await store.agents.putSeat({ user: agent.user, ...seat });
  const apply = (changeId: string) =>
    applyAgentChange(hub.contextOf(agent), aChange(changeId, clock.now()));
  await apply(idOf(1));
  hub.advance(3_600_000);
  await forceState({ ...hub, newId: () => idOf(9) }, lead, {
    workNo: '1001',
    to: 'training',
    reason: '',
  });
  await apply(idOf(2));
  hub.advance(12 * 3_600_000 + 1);
  await apply(idOf(3));
  expect(await store.agents.changesOf('1001', 0, Infinity)).toEqual([
    expect.objectContaining({ changeId: idOf(1), cause: 'agent' }),
    expect.objectContaining({ changeId: idOf(2), cause: 'lead', why: '消防演练' }),
    expect.objectContaining({ changeId: idOf(3), cause: 'agent' }),
  ]);
  const whys = (await store.agents.changesOf('1001', 0, Infinity)).map(({ why }) => why);
  expect(whys).toEqual([undefined, '消防演练', undefined]);
  const stranger = await hub.signedIn('1002');
  const { answer } = await applyAgentChange(hub.contextOf(stranger), aChange(idOf(4), clock.now()));
  expect(answer).toMatchObject({ kind: 'refused', code: 'hub.refused' });
  expect(await store.agents.changesOf('1001', 0, Infinity)).toHaveLength(3);
});

it.each([
  ['stateForced', 12 * 3_600_000, { cause: 'lead' }, ['lead', '演练', 'passed']],
  ['stateForced', 12 * 3_600_000 + 1, { cause: 'lead' }, ['agent', undefined, 'passed']],
  ['stateForced', -10 * 60_000 + 1, { cause: 'lead' }, ['lead', '演练', 'passed']],
  ['stateForced', -10 * 60_000, { cause: 'lead' }, ['agent', undefined, 'passed']],
  ['leaveGranted', 0, { cause: 'lead' }, ['agent', undefined, 'passed']],
  ['stateForced', 0, { cause: 'agent' }, ['agent', '演练', 'passed']],
  [null, 0, { cause: 'agent' }, ['agent', undefined, 'passed']],
  [null, 0, { cause: 'lead', why: undefined }, ['agent', undefined, 'passed']],
  [null, 0, { cause: 'countdown', why: undefined }, ['countdown', undefined, 'passed']],
  ['leaveGranted', 10 * 60_000, { guard: 'granted' }, ['agent', undefined, 'granted']],
  ['leaveGranted', 10 * 60_000 + 1, { guard: 'granted' }, ['agent', undefined, 'unknown']],
  ['stateForced', 0, { guard: 'granted' }, ['lead', '演练', 'unknown']],
] as const)(
  'with %s by a lead %d ms before, %j is kept as %j',
  async (action, agoMs, said, kept) => {
    const hub = await openHubInMemory();
    const agent = await hub.signedIn('1001');
    const now = hub.clock.now();
    const row = { userId: null, deskId: null, subjectId: agent.user.userId, code: null } as const;
    if (action !== null) await hub.store.audit.append({ at: now - agoMs, action, ...row });
    await applyAgentChange(hub.contextOf(agent), aChange(idOf(9), now, { why: '演练', ...said }));
    const [found] = await hub.store.agents.changesOf('1001', 0, Infinity);
    expect([found?.cause, found?.why, found?.guard]).toEqual(kept);
  },
);
