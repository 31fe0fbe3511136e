import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CallView } from '../../../src/shared/domain/calls/call.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';
import { aTicket, testPassword, testSeed } from '../../support/hub-values.ts';

const buildId = 'development';

/** A fresh desk at a hub that has an open ticket of the caller; tickets do not come before `letThrough`. */
async function aFreshDesk() {
  const gate = Promise.withResolvers<void>();
  const gated: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.includes('/changes')) await gate.promise;
    return fetch(input, init);
  };
  const ticket = { ...aTicket(), numberKey: '+8619900000123' };
  const desk = await startDeskWithHub({
    seed: { ...testSeed(), tickets: [ticket] },
    changes: { fetch: gated },
  });
  await desk.desk().session.signIn({ workNo: '1001', password: testPassword });
  const { client } = await desk.phone();
  await client.attach({ buildId, takeOver: false });
  return { desk, ticket, letThrough: gate.resolve, publish: client.publish };
}

describe('an empty desk at a hub of many tickets', () => {
  const old = (at: number) => ({
    ...aTicket(),
    state: 'archived' as const,
    ticketNo: `SW20260611-1001-${String(at).padStart(3, '0')}`,
  });

  it('works with the open ones while the others come, and goes on after a cut and a restart where it was', async () => {
    let isCut = true;
    const fills: string[] = [];
    const cutting: typeof fetch = async (input, init) => {
      const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
      if (pathname.endsWith('/changes/fill')) {
        const asked = `${searchParams.get('part')} ${searchParams.has('before')}`;
        if (isCut && asked === 'tickets true') throw new TypeError('fetch failed');
        fills.push(asked);
      }
      return fetch(input, init);
    };
    const open = { ...aTicket(), numberKey: '+8619900000123' };
    // The open one changed first: by its place it would come last.
    const tickets = [open, ...Array.from({ length: 250 }, (_, at) => old(at))];
    const desk = await startDeskWithHub({
      seed: { ...testSeed(), tickets },
      changes: { fetch: cutting },
    });
    onTestFinished(() => desk.stop());
    await desk.desk().session.signIn({ workNo: '1001', password: testPassword });
    const part = await desk.watch().until('a part', ({ sync }) => sync.filling?.done === 100);
    expect(part.sync).toMatchObject({
      replicaAt: null,
      filling: { part: 'tickets', done: 100, total: 251 },
    });
    const { client } = await desk.phone();
    await client.attach({ buildId, takeOver: false });
    await client.publish(aSnapshot(aCallView()));
    const { workspaces } = await desk.watch().until('a pop', (s) => s.workspaces.length === 1);
    expect(workspaces[0]?.pop).toMatchObject({ match: 'one', ticketId: open.ticketId });
    await desk.restart();
    const again = await desk.watch().until('how far', ({ sync }) => sync.filling !== undefined);
    expect(again.sync).toMatchObject({ replicaAt: null, filling: { done: 100, total: 251 } });
    isCut = false;
    await desk.desk().session.signIn({ workNo: '1001', password: testPassword });
    const whole = await desk.watch().until('all', ({ sync }) => sync.replicaAt !== null);
    expect(whole.sync.filling).toBeUndefined();
    expect(fills.filter((asked) => asked === 'tickets false')).toHaveLength(1);
    const { total } = await desk.desk().tickets.list({ text: '', states: [], limit: 1, offset: 0 });
    expect(total).toBe(251);
  });
});

describe('a call before the tickets have come', () => {
  let desk: DeskWithHub;
  afterEach(() => desk.stop());

  const over = (call: CallView): CallView => ({
    ...call,
    state: 'ended',
    endedAt: call.startedAt + 2000,
    endReason: 'citizenHungUp',
  });
  it.each([
    ['while it rings', () => []],
    ['after it has ended', (call: CallView) => [aSnapshot(over(call)), aSnapshot()]],
  ])('finds its ticket once they are here, %s', async (_, snapshotsLater) => {
    const fresh = await aFreshDesk();
    ({ desk } = fresh);
    const call = aCallView();
    await fresh.publish(aSnapshot(call));
    const before = await desk.watch().until('a pop', ({ workspaces }) => workspaces.length === 1);
    expect(before.workspaces[0]?.pop.match).toBe('none');
    expect(before.sync.replicaAt).toBeNull();
    for (const snapshot of snapshotsLater(call)) await fresh.publish(snapshot);
    fresh.letThrough();
    const after = await desk.watch().until('the copy', ({ sync }) => sync.replicaAt !== null);
    // No moment in which the copy is whole and the ticket is not found.
    expect(after.workspaces[0]?.pop).toMatchObject({
      match: 'one',
      ticketId: fresh.ticket.ticketId,
    });
  });

  it('is over after a restart: what was whole once is not said to be coming', async () => {
    const fresh = await aFreshDesk();
    ({ desk } = fresh);
    fresh.letThrough();
    const { sync } = await desk.watch().until('the copy', (state) => state.sync.replicaAt !== null);
    desk.setOnline(false);
    await desk.restart();
    const again = await desk.watch().until('the age', (state) => state.sync.replicaAt !== null);
    expect(again.sync.replicaAt).toBeGreaterThanOrEqual(sync.replicaAt ?? 0);
    expect(again.sync.hub).toBe('offline');
  });
});
