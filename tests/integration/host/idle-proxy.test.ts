import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aTicketSave } from '../../support/hub-values.ts';
import { type OfficeProxy, startOfficeProxy } from '../../support/office-proxy.ts';

let proxy: OfficeProxy;
let desk: DeskWithHub;
afterEach(async () => {
  await desk.stop();
  await proxy.close();
});

it('a proxy that cuts the idle change feed again and again costs the desk no change, and no long wait', async () => {
  desk = await startDeskWithHub({
    hubUrl: async (port) => {
      proxy = await startOfficeProxy({ target: () => port, idleMs: 200 });
      return proxy.url;
    },
  });
  await desk.signIn('1001');
  const other = await signInAt(desk.hub.url(), '1002');
  const cuts = () => proxy.log.filter((line) => line === 'IDLE-CUT').length;
  const upgrades = () => proxy.log.filter((line) => line === 'UPGRADE /ws').length;
  const saved: string[] = [];
  const known = async () => {
    const asked = { text: '', states: [], limit: 200, offset: 0 };
    const { tickets } = await desk.desk().tickets.list(asked);
    return tickets.map(({ ticketId }) => ticketId);
  };
  for (const round of [1, 2, 3]) {
    // Saved while the feed is cut, or just after: the desk must not have to be told by it.
    await expect.poll(cuts, { timeout: 20_000 }).toBeGreaterThanOrEqual(round);
    const ticketId = randomUUID();
    saved.push(ticketId);
    const command = aTicketSave(ticketId);
    await other.client.commands.submit({ commandId: randomUUID(), command });
    await expect.poll(known, { timeout: 20_000 }).toEqual(expect.arrayContaining(saved));
  }
  expect(upgrades()).toBeGreaterThanOrEqual(3);
});
