import { describe, expect, it } from 'vitest';
import { eventFor } from '../../../../../src/main/areas/desk/event-for.ts';
import { createDeskState } from '../../../../../src/main/host/desk-state.ts';
import { shippedLimits } from '../../../../../src/shared/domain/tickets/limits.ts';
import { systemTimers } from '../../../../../src/main/system/system-parts.ts';
import type { DeskEvent } from '../../../../../src/shared/contract/desk/schemas.ts';
import type { DeskState, MissedCall } from '../../../../../src/shared/domain/desk/desk-state.ts';
import type { AgentTold } from '../../../../../src/shared/domain/agents/agent-told.ts';
import type { Pop } from '../../../../../src/shared/domain/desk/pop.ts';
import type { Role, User } from '../../../../../src/shared/domain/session/user.ts';
import { systemClock } from '../../../../../src/shared/node/system-clock.ts';
import { aWorkspace } from '../../../../support/desk/desk-samples.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';

const someone = (role: Role): User => ({
  userId: '00000000-0000-4000-8000-000000000001',
  workNo: '1001',
  displayName: '坐席',
  role,
});
const call = aCallView({ state: 'connected' });
const pop: Pop = {
  callId: call.callId,
  number: call.number,
  match: 'none',
  ticketId: null,
  tickets: [],
  requesterName: '',
  district: null,
  address: '',
  repeatCount: 1,
  repeatOf: 'matter',
  firstCallAt: null,
};
const missed: MissedCall = {
  callId: call.callId,
  number: call.number,
  lineName: '',
  ticketNo: null,
  missedAt: 1,
  times: 1,
  calling: false,
};
const told: AgentTold = {
  toldId: 'x',
  kind: 'order',
  to: 'break',
  by: '班长',
  why: '',
  at: 1,
  seen: false,
};
/** Each field of it: one that is new has to say here what others than agents hear of it. */
const state: Required<DeskState> = {
  ...createDeskState({ timers: systemTimers, clock: systemClock }).current(),
  phone: aSnapshot(call),
  workspaces: [aWorkspace(pop)],
  missed: [missed],
  signAlarm: { count: 1, firstDueAt: 1 },
  undoable: [{ ticketId: '00000000-0000-4000-8000-000000000002', until: 1 }],
  problems: [
    { problemId: 'disk', code: 'recording.diskFull', since: 1, callId: null, detail: '' },
    ...['refused:x', 'renumbered:x'].map((problemId) => ({
      problemId,
      code: 'hub.refused' as const,
      since: 1,
      callId: null,
      detail: 'SW20260612-1001-001',
    })),
  ],
  team: [],
  absent: [{ workNo: '1002', displayName: '坐席' }],
  told: [told],
  aside: [{ key: call.callId, at: 1, reason: '等王女士回电' }],
  lockedBy: null,
  leads: 1,
  limits: shippedLimits,
  departments: { version: 1, departments: [], routes: [] },
  officeYears: { version: 1, years: [], byWorkNo: '2001' },
  storm: {
    version: 1,
    isOn: true,
    level: 'red',
    reason: '气象台红色预警',
    stormId: '00000000-0000-4000-8000-000000000003',
    startedAt: 1,
    byWorkNo: '2001',
    at: 1,
  },
  pronePoints: [],
  colleagues: [
    {
      workNo: '1002',
      displayName: '坐席',
      isLead: false,
      state: 'ready',
      extension: '8002',
      reachable: true,
    },
  ],
};
/** What holds nothing of a citizen and nothing of who worked here before. */
const ofTheDesk: ReadonlySet<string> = new Set([
  'user',
  'lockedBy',
  'phoneConnected',
  'sync',
  'disk',
  'seat',
  'agent',
  'leads',
  'officeYears',
  'departments',
  'limits',
  'storm',
  'pronePoints',
  'calling',
]);
const shown = (user: User | null) => {
  const told = eventFor(user, { kind: 'state', state });
  if (told?.kind !== 'state') throw new Error('a state is always told');
  return told.state;
};
const others: readonly DeskEvent[] = [
  { kind: 'callsChanged' },
  { kind: 'incidentsChanged' },
  { kind: 'ticketChanged', ticketId: '00000000-0000-4000-8000-000000000002' },
];
const ofThisPc: readonly DeskEvent[] = [{ kind: 'dialRequested', number: '19900000123' }];

describe('what a desk page hears', () => {
  it.each(['agent', 'lead'] as const)('is everything for the %s', (role) => {
    expect(shown(someone(role))).toBe(state);
    for (const event of [...others, ...ofThisPc])
      expect(eventFor(someone(role), event)).toBe(event);
  });

  it.each([null, 'admin'] as const)('is nothing that a person has left, for %s', (role) => {
    const rest = Object.entries(shown(role && someone(role))).filter(
      ([name]) => !ofTheDesk.has(name) && name !== 'phone' && name !== 'problems',
    );
    for (const [name, value] of rest) expect([name, value ?? []]).toEqual([name, []]);
    expect(rest.map(([name]) => name)).toContain('aside');
  });

  it('is no call, number, pop, missed call or team for the administrator', () => {
    const told = shown(someone('admin'));
    expect(told).toMatchObject({ workspaces: [], missed: [], team: null, phone: { calls: [] } });
    expect(JSON.stringify(told)).not.toContain(call.number.raw);
    expect(told.colleagues).toBeUndefined();
    expect(told).toMatchObject({ undoable: [], problems: [{ problemId: 'disk' }] });
    expect(JSON.stringify(told)).not.toContain('SW20260612-1001-001');
    for (const event of [...others, ...ofThisPc])
      expect(eventFor(someone('admin'), event)).toBeNull();
  });

  it('is the call that still runs, and nothing of before, while nobody is signed in', () => {
    expect(shown(null)).toMatchObject({ workspaces: [], missed: [], team: null });
    expect(shown(null).colleagues).toBeUndefined();
    expect(shown(null).phone.calls).toHaveLength(1);
    for (const event of others) expect(eventFor(null, event)).toBeNull();
    for (const event of ofThisPc) expect(eventFor(null, event)).toBe(event);
  });
});
