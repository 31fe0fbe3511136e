import { describe, expect, it } from 'vitest';
import type { ReportedAgent } from '../../../../../src/hub/areas/agents/agents-repository.ts';
import {
  absentMembers,
  colleaguesOf,
  isGranted,
  leadsThere,
  othersOnPost,
  teamView,
} from '../../../../../src/hub/areas/agents/team.ts';
import type { AgentAsk } from '../../../../../src/shared/domain/agents/agent-view.ts';
import type { Role } from '../../../../../src/shared/domain/session/user.ts';

const now = 1_000_000_000;
const silentMs = 20_000;
const forgottenMs = 12 * 3_600_000;

interface Facts {
  readonly role?: Role;
  readonly state?: ReportedAgent['report']['agent']['state'];
  readonly next?: ReportedAgent['report']['agent']['next'];
  readonly agoMs?: number;
  readonly leavingUntil?: number | null;
  readonly report?: Partial<ReportedAgent['report']>;
}

function seat(workNo: string, facts: Facts = {}): ReportedAgent {
  const { role = 'agent', state = 'ready', next = null, agoMs = 0, leavingUntil = null } = facts;
  return {
    user: { userId: `id-${workNo}`, workNo, displayName: `工号${workNo}`, role },
    deskId: `desk-${workNo}`,
    reportedAt: now - agoMs,
    leavingUntil,
    report: {
      agent: { state, since: 1, reason: '', endsAt: null, next, missedRings: 0, queueTold: null },
      talking: false,
      reachable: true,
      orderDone: null,
      ...facts.report,
    },
  };
}

describe('others on post', () => {
  const count = (...others: ReportedAgent[]) =>
    othersOnPost([seat('1001'), ...others], '1001', now);

  it.each([
    ['ready', {}, 1],
    ['in after-call work, as ready comes next', { state: 'afterCallWork' }, 1],
    ['at a meal', { state: 'meal' }, 0],
    ['about to leave', { state: 'afterCallWork', next: 'meal' }, 0],
    ['not to be rung', { report: { reachable: false } }, 0],
    ['heard of just in time', { agoMs: silentMs }, 1],
    ['silent', { agoMs: silentMs + 1 }, 0],
    ['let go a moment ago', { leavingUntil: now + 1 }, 0],
    ['let go, and that time is over', { leavingUntil: now }, 1],
  ] as const)('one who is %s', (_, facts, expected) => {
    expect(count(seat('1002', facts))).toBe(expected);
  });

  it('are counted without the one who asks', () => {
    expect(count()).toBe(0);
    expect(count(seat('1002'), seat('1003'))).toBe(2);
  });
});

describe('a grant', () => {
  const ask: AgentAsk = { to: 'meal', reason: '', askedAt: 1, answer: 'granted', until: now + 1 };

  it.each([
    [{}, 'meal', true],
    [{}, 'break', false],
    [{ answer: 'denied' }, 'meal', false],
    [{ answer: 'waiting' }, 'meal', false],
    [{ until: now }, 'meal', false],
    [{ until: null }, 'meal', false],
  ] as const)('%j for %s: %s', (changes, to, expected) => {
    expect(isGranted({ ...ask, ...changes }, to, now)).toBe(expected);
  });

  it('is none where nothing was asked', () => {
    expect(isGranted(null, 'meal', now)).toBe(false);
  });
});

describe('the team as a lead sees it', () => {
  const asks = new Map<string, AgentAsk>([
    ['1001', { to: 'meal', reason: '', askedAt: 1, answer: 'waiting', until: null }],
  ]);
  const view = (seats: readonly ReportedAgent[], tellsWhy = true) =>
    teamView(seats, asks, { tellsWhy, now });

  it('has each with what she or he asks, and says when a desk is silent', () => {
    const why = { kind: 'open', name: 'disk' } as const;
    const shown = view([
      seat('1001', { report: { talking: true, reachable: false, why } }),
      seat('2001', { role: 'lead', agoMs: silentMs }),
      seat('1002', { agoMs: silentMs + 1 }),
    ]);
    expect(shown).toMatchObject([
      {
        workNo: '1001',
        displayName: '工号1001',
        role: 'agent',
        agent: { state: 'ready', ask: asks.get('1001') },
        talking: true,
        reachable: false,
        why,
        silent: false,
      },
      { workNo: '2001', role: 'lead', agent: { ask: null }, silent: false },
      { workNo: '1002', agent: { ask: null }, silent: true },
    ]);
  });

  it('has nobody of another shift and no administrator', () => {
    const seats = [
      seat('1001', { agoMs: forgottenMs }),
      seat('1002', { agoMs: forgottenMs + 1 }),
      seat('9001', { role: 'admin' }),
    ];
    expect(view(seats).map(({ workNo }) => workNo)).toEqual(['1001']);
  });

  it('has no reason in it for a desk that does not know such a thing', () => {
    expect(view([seat('1001')], false).map((member) => 'why' in member)).toEqual([false]);
    expect(view([seat('1001')]).map((member) => 'why' in member)).toEqual([true]);
  });

  it('names as absent who was not heard of in this shift', async () => {
    const staff = ['1001', '1002', '1003'].map((workNo) => ({ workNo, displayName: workNo }));
    const seats = [seat('1001', { agoMs: forgottenMs }), seat('1002', { agoMs: forgottenMs + 1 })];
    const absent = await absentMembers(seats, { staff: async () => staff }, now);
    expect(absent.map(({ workNo }) => workNo)).toEqual(['1002', '1003']);
  });
});

it('leads who can answer are others, on duty, and heard of', () => {
  const seats = [
    seat('2001', { role: 'lead' }),
    seat('2002', { role: 'lead', agoMs: silentMs, state: 'meal' }),
    seat('2003', { role: 'lead', agoMs: silentMs + 1 }),
    seat('2004', { role: 'lead', state: 'signedOut' }),
    seat('1001'),
    seat('9001', { role: 'admin' }),
  ];
  expect(leadsThere(seats, '1001', now)).toBe(2);
  expect(leadsThere(seats, '2001', now)).toBe(1);
});

describe('colleagues to hand a citizen to', () => {
  const at = (extension: string, report: Partial<ReportedAgent['report']> = {}) => ({
    report: { extension, ...report },
  });
  const offered = (...seats: ReportedAgent[]) =>
    colleaguesOf([seat('1001', at('8001')), ...seats], '1001', now);

  it('are told in the order of their numbers, with state and extension and nothing else', () => {
    expect(
      offered(
        seat('1003', { ...at('8003', { talking: true, reachable: false }), role: 'lead' }),
        seat('1002', { ...at('8002'), agoMs: silentMs, state: 'meal' }),
      ),
    ).toEqual([
      {
        workNo: '1002',
        displayName: '工号1002',
        isLead: false,
        state: 'meal',
        extension: '8002',
        reachable: true,
      },
      {
        workNo: '1003',
        displayName: '工号1003',
        isLead: true,
        state: 'talking',
        extension: '8003',
        reachable: false,
      },
    ]);
  });

  it('are nobody silent, without extension or administrator, and nobody who sat where the asker sits', () => {
    expect(
      offered(
        seat('1002', { ...at('8002'), agoMs: silentMs + 1 }),
        seat('1003'),
        seat('9001', { ...at('8009'), role: 'admin' }),
        seat('1004', at('8001')),
      ),
    ).toEqual([]);
  });

  it('are, of two at one desk, who was heard of last; the asker takes no place from anybody', () => {
    const seats = [
      seat('1002', { ...at('8002'), agoMs: 5 }),
      seat('1003', { ...at('8002'), agoMs: 4 }),
      seat('1004', { ...at('8002'), agoMs: 6 }),
    ];
    expect(offered(...seats).map(({ workNo }) => workNo)).toEqual(['1003']);
    const own = colleaguesOf([...seats, seat('1001')], '1001', now);
    expect(own.map(({ workNo }) => workNo)).toEqual(['1003']);
  });

  it('are at most two hundred, of an asker who is not known too', () => {
    const many = Array.from({ length: 205 }, (_, index) =>
      seat(String(3000 + index), at(String(7000 + index))),
    );
    const told = colleaguesOf(many.toReversed(), '1001', now).map(({ workNo }) => workNo);
    expect(told).toEqual(Array.from({ length: 200 }, (_, index) => String(3000 + index)));
  });
});
