import { expect, it } from 'vitest';
import type { TeamMember } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { needsOfLead } from '../../../../../src/shared/domain/agents/needs-lead.ts';

const member = (
  workNo: string,
  agent: Partial<TeamMember['agent']>,
  silent = false,
): TeamMember => ({
  workNo,
  displayName: `工号${workNo}`,
  role: 'agent',
  talking: false,
  reachable: true,
  silent,
  agent: {
    state: 'ready',
    since: 5,
    reason: '',
    endsAt: null,
    next: null,
    missedRings: 0,
    queueTold: null,
    ask: null,
    ...agent,
  },
});
const asks = { to: 'break', reason: '', askedAt: 7, answer: 'waiting', until: null } as const;

it('is an ask that waits, and one whom missed calls have made not ready; each with an id of its own', () => {
  const team = [
    member('1001', { ask: asks }),
    member('1002', { state: 'notReady', reason: 'missedRings', since: 9 }),
    member('1003', { ask: asks, state: 'notReady', reason: 'missedRings', since: 11 }),
  ];
  expect(needsOfLead(team)).toEqual([
    { needId: 'ask:1001:7', workNo: '1001', kind: 'ask' },
    { needId: 'missed:1002:9', workNo: '1002', kind: 'missedRings' },
    { needId: 'ask:1003:7', workNo: '1003', kind: 'ask' },
    { needId: 'missed:1003:11', workNo: '1003', kind: 'missedRings' },
  ]);
});

it('is nothing that was answered, nobody who chose to be not ready, and nobody who is not heard of', () => {
  const team = [
    member('1001', {}),
    member('1002', { ask: { ...asks, answer: 'granted', until: 9 } }),
    member('1003', { ask: { ...asks, answer: 'denied', until: 9 } }),
    member('1004', { state: 'notReady', reason: 'meeting' }),
    member('1005', { state: 'ready', reason: 'missedRings' }),
    member('1006', { ask: asks, state: 'notReady', reason: 'missedRings' }, true),
  ];
  expect(needsOfLead(team)).toEqual([]);
});
