import { afterEach, describe, expect, it } from 'vitest';
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
