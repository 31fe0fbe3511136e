import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AgentTold,
  agentNotices,
  orderBehind,
  toldOfAsk,
  withSeen,
  withTold,
} from '../../../../../src/shared/domain/agents/agent-told.ts';
import { agentStates } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { anAgentView } from '../../../../support/desk/desk-samples.ts';

const told = (patch: Partial<AgentTold> = {}): AgentTold => ({
  toldId: 'a',
  kind: 'order',
  to: 'meal',
  by: '班长一',
  why: '人手够了，先去吃饭',
  at: 1,
  seen: false,
  ...patch,
});
const ask = { to: 'meal', reason: 'lunch', askedAt: 1, answer: 'waiting', until: null } as const;
const facts = { agent: anAgentView(), told: [], leads: 1, hubAway: false };

describe('what was done by others', () => {
  test('is told until it is put away, each once, whatever comes between', () => {
    const anAct = fc.record({ id: fc.nat(8), putsAway: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 30 }), (acts) => {
        let list: readonly AgentTold[] = [];
        for (const { id, putsAway } of acts) {
          const toldId = String(id);
          const before = list.find((one) => one.toldId === toldId);
          list = putsAway ? withSeen(list, toldId) : withTold(list, told({ toldId }));
          const after = list.find((one) => one.toldId === toldId);
          expect(after?.seen ?? putsAway).toBe(putsAway || (before?.seen ?? false));
          expect(new Set(list.map((one) => one.toldId)).size).toBe(list.length);
          expect(list.length).toBeLessThanOrEqual(5);
          const shown = agentNotices({ ...facts, told: list });
          expect(shown.length).toBe(list.filter(({ seen }) => !seen).length);
        }
      }),
    );
  });

  test('explains the state for as long as it lasts, also when put away', () => {
    const list = [told({ seen: true })];
    expect(orderBehind({ state: 'meal', reason: 'lead', next: null }, list)?.by).toBe('班长一');
    expect(orderBehind({ state: 'ready', reason: '', next: 'meal' }, list)?.by).toBe('班长一');
    expect(orderBehind({ state: 'meal', reason: 'lunch', next: null }, list)).toBe(null);
    expect(orderBehind({ state: 'meal', reason: 'lead', next: null }, [])).toBe(null);
  });
});

test('the last five are kept, a sixth pushes out the first, and only one’s own is put away', () => {
  const ids = ['1', '2', '3', '4', '5', '6'];
  const list = ids.reduce<readonly AgentTold[]>(
    (known, toldId) => withTold(known, told({ toldId })),
    [],
  );
  expect(list.map(({ toldId }) => toldId)).toEqual(ids.slice(1));
  expect(withTold(list, told({ toldId: '3' }))).toBe(list);
  expect(withSeen(list, '3').map(({ toldId, seen }) => seen && toldId)).toEqual([
    ...[false, '3', false, false, false],
  ]);
  expect(agentNotices({ ...facts, told: list })).toEqual(
    list.map((one) => ({ kind: 'told', told: one })),
  );
});

test('only an order explains a state, the last one, and only the state that it was', () => {
  const now = { state: 'meal', reason: 'lead', next: null } as const;
  expect(orderBehind(now, [told({ kind: 'granted' })])).toBeNull();
  const list = [told(), told({ toldId: 'b', to: 'break' })];
  expect(orderBehind(now, list)).toBeNull();
  expect(orderBehind({ ...now, state: 'break' }, list)?.toldId).toBe('b');
  expect(orderBehind({ ...now, next: 'meal', state: 'ready' }, list)).toBeNull();
});

describe('an ask', () => {
  test('that is refused or forgotten is told; one that was carried out is not forgotten', () => {
    const denied = { ...ask, answer: 'denied', until: 9 } as const;
    expect(toldOfAsk(ask, denied, anAgentView())).toBe('denied');
    expect(toldOfAsk(null, denied, anAgentView())).toBe('denied');
    expect(toldOfAsk(ask, null, anAgentView())).toBe('lapsed');
    expect(toldOfAsk(null, null, anAgentView())).toBe(null);
    for (const state of agentStates)
      expect(toldOfAsk(ask, null, anAgentView({ state }))).toBe(state === 'meal' ? null : 'lapsed');
    expect(toldOfAsk(ask, null, anAgentView({ next: 'meal' }))).toBe(null);
    expect(toldOfAsk({ ...ask, answer: 'granted' }, null, anAgentView())).toBe(null);
  });

  test('says while it waits who can answer', () => {
    const waiting = { ...facts, agent: anAgentView({ ask }) };
    expect(agentNotices(waiting)).toMatchObject([{ kind: 'waiting', by: 'lead' }]);
    expect(agentNotices({ ...waiting, leads: null })).toMatchObject([{ by: 'lead' }]);
    expect(agentNotices({ ...waiting, leads: 0 })).toMatchObject([{ by: 'noLead' }]);
    expect(agentNotices({ ...waiting, leads: 0, hubAway: true })).toMatchObject([{ by: 'noHub' }]);
  });
});

test('an agent who was made 示忙 hears it for as long as it lasts', () => {
  const agent = anAgentView({ state: 'notReady', reason: 'missedRings', missedRings: 2, since: 7 });
  expect(agentNotices({ ...facts, agent })).toEqual([{ kind: 'missedRings', count: 2, at: 7 }]);
  expect(agentNotices({ ...facts, agent: { ...agent, reason: 'other' } })).toEqual([]);
  expect(agentNotices({ ...facts, agent: null })).toEqual([]);
});
