import { beforeEach, describe, expect, it } from 'vitest';
import {
  answerAsk,
  askLeave,
  forceState,
  withdrawAsk,
} from '../../../../../src/hub/areas/agents/asks-and-orders.ts';
import { leavePost } from '../../../../../src/hub/areas/agents/leave-post.ts';
import { reportAgent } from '../../../../../src/hub/areas/agents/report-agent.ts';
import { type Seats, createSeats } from '../../../../../src/hub/areas/agents/seats.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import type { AgentReport } from '../../../../../src/shared/contract/agents/schemas.ts';
import type { AgentView } from '../../../../../src/shared/domain/agents/agent-view.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';

const hour = 3_600_000;
const aReport = (
  state: AgentView['state'],
  changes: Partial<AgentReport> = {},
  next: AgentView['next'] = null,
): AgentReport => ({
  agent: { state, since: 1, reason: '', endsAt: null, next, missedRings: 0, queueTold: null },
  talking: false,
  reachable: true,
  orderDone: null,
  ...changes,
});
const ready = aReport('ready');
const orderId = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe('what waits at the hub for an agent', () => {
  let hub: Awaited<ReturnType<typeof openHubInMemory>>;
  let one: SignedIn;
  let two: SignedIn;
  let lead: SignedIn;
  let ids: number;
  let seats: Seats;
  beforeEach(async () => {
    hub = await openHubInMemory();
    seats = createSeats();
    one = await hub.signedIn('1001');
    two = await hub.signedIn('1002');
    lead = await hub.signedIn('2001', 'lead');
    ids = 0;
  });
  const report = (who: SignedIn, said: AgentReport = ready) =>
    reportAgent({ ...hub, seats }, who, said);
  const order = () =>
    forceState({ ...hub, newId: () => orderId((ids += 1)) }, lead, {
      workNo: '1001',
      to: 'training',
      reason: 'drill',
    });
  const leave = (who: SignedIn, to: AgentView['state'] = 'meal') =>
    leavePost({ ...hub, seats }, who, { to, report: ready });

  it('an order that is done is over for good, not only in the report that says so', async () => {
    await report(one);
    await order();
    expect((await report(one)).order?.orderId).toBe(orderId(1));
    expect((await report(one, aReport('training', { orderDone: orderId(1) }))).order).toBeNull();
    expect((await report(one)).order).toBeNull();
    await order();
    expect((await report(one, aReport('ready', { orderDone: orderId(1) }))).order?.orderId).toBe(
      orderId(2),
    );
  });

  it('an ask is used up when the leave is taken, or planned for after the call, and stays used up', async () => {
    for (const taken of [aReport('meal'), aReport('ready', { talking: true }, 'meal')]) {
      await report(one);
      await askLeave(hub, one, { to: 'meal', reason: 'lunch' });
      expect((await report(one, aReport('ready', {}, 'break'))).ask?.to).toBe('meal');
      expect((await report(one, taken)).ask).toBeNull();
      expect((await report(one)).ask).toBeNull();
    }
  });

  it('an ask without an answer is over after ten minutes, and one that is taken back at once', async () => {
    await report(one);
    await askLeave(hub, one, { to: 'meal', reason: 'lunch' });
    hub.advance(10 * 60_000);
    expect((await report(one)).ask).not.toBeNull();
    hub.advance(1);
    expect((await report(one)).ask).toBeNull();
    await askLeave(hub, one, { to: 'meal', reason: 'lunch' });
    await withdrawAsk(hub, one);
    expect((await report(one)).ask).toBeNull();
  });

  it('a grant is for the leave that was asked, says who gave it, and ends after five minutes', async () => {
    await report(one);
    await askLeave(hub, one, { to: 'meal', reason: 'lunch' });
    await answerAsk(hub, lead, { workNo: '1001', grant: true });
    expect((await report(one)).ask).toMatchObject({ answer: 'granted', by: '工号2001' });
    expect((await leave(one, 'break')).verdict).toBe('refused');
    hub.advance(5 * 60_000 - 1);
    expect((await leave(one)).verdict).toBe('granted');
    hub.advance(1);
    expect((await leave(one)).verdict).toBe('refused');
  });

  it('who was let go is not counted for fifteen seconds, who was refused stays counted', async () => {
    await report(one);
    await report(two);
    expect((await leave(one)).verdict).toBe('passed');
    expect((await report(two)).othersOnPost).toBe(0);
    expect((await leave(two)).verdict).toBe('refused');
    expect((await report(one)).othersOnPost).toBe(1);
    await leave(one);
    hub.advance(14_999);
    expect((await report(two)).othersOnPost).toBe(0);
    hub.advance(1);
    expect((await report(two)).othersOnPost).toBe(1);
  });

  it('a report that was on its way while its agent was let go does not count the agent again', async () => {
    await report(one);
    await report(two);
    expect((await leave(one)).verdict).toBe('passed');
    await report(one);
    expect((await leave(two)).verdict).toBe('refused');
    await report(one, aReport('meal'));
    await report(one);
    expect((await leave(two)).verdict).toBe('passed');
  });

  it('leads who can answer are other ones, on duty, whose desks are heard of', async () => {
    const other = await hub.signedIn('2002', 'lead');
    const leads = async (who: SignedIn = one) =>
      (await report(who, who === one ? ready : aReport('supervise'))).leads;
    expect(await leads()).toBe(0);
    await report(lead, aReport('supervise'));
    expect([await leads(), await leads(lead)]).toEqual([1, 0]);
    await report(other, aReport('supervise'));
    expect(await leads()).toBe(2);
    await report(other, aReport('signedOut'));
    expect(await leads()).toBe(1);
    hub.advance(20_001);
    expect(await leads()).toBe(0);
  });

  it('the lead sees who is silent, who was heard of in this shift, and the rest as absent', async () => {
    await report(one);
    const seen = async () => {
      const { team, absent } = await report(lead, aReport('supervise'));
      return [
        team?.map(({ workNo, silent }) => `${workNo}${silent ? ' silent' : ''}`),
        absent?.map(({ workNo }) => workNo),
      ];
    };
    expect(await seen()).toEqual([['1001', '2001'], ['1002']]);
    hub.advance(20_001);
    expect(await seen()).toEqual([['1001 silent', '2001'], ['1002']]);
    hub.advance(12 * hour);
    expect(await seen()).toEqual([['2001'], ['1001', '1002']]);
  });

  it('an order waits for the desk for a shift, and moves nobody in the next one', async () => {
    await report(one);
    await order();
    hub.advance(12 * hour);
    expect((await report(one)).order?.orderId).toBe(orderId(1));
    hub.advance(1);
    expect((await report(one)).order).toBeNull();
  });

  it('the team is the lead’s to see, with the reasons of seats where her or his desk knows such a thing', async () => {
    const why = { kind: 'open', name: 'disk' } as const;
    const said = await report(one, aReport('ready', { reachable: false, why }));
    expect(said).toMatchObject({ team: null, tellsWhy: true });
    expect('absent' in said).toBe(false);
    const newer = await report(lead, aReport('supervise', { why: null }));
    expect(newer.team?.map((member) => member.why)).toEqual([why, null]);
    expect(newer.absent?.map(({ workNo }) => workNo)).toEqual(['1002']);
    const older = await report(lead, aReport('supervise'));
    expect(older.team?.some((member) => 'why' in member)).toBe(false);
  });

  it('an answer to an ask that is gone, or to another one, is refused in words that the desk knows', async () => {
    const grant = (askedAt?: number) =>
      answerAsk(hub, lead, { workNo: '1001', grant: true, askedAt }).then(
        () => 'granted',
        (error: { code: string }) => error.code,
      );
    await report(one);
    expect(await grant()).toBe('agent.notAllowedNow');
    expect(await grant(1)).toBe('agent.askChanged');
    await askLeave(hub, one, { to: 'meal', reason: 'lunch' });
    expect(await grant(hub.clock.now() - 1)).toBe('agent.askChanged');
    expect(await grant(hub.clock.now())).toBe('granted');
    const nobody = forceState({ ...hub, newId: () => orderId(9) }, lead, {
      workNo: '9999',
      to: 'ready',
      reason: '',
    });
    await expect(nobody).rejects.toMatchObject({ code: 'agent.notAllowedNow' });
    expect(await hub.store.agents.getOrder('9999')).toBeNull();
  });
});
