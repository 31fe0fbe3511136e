import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '../../../src/shared/contract/desk/desk-news.ts';
import type { Host } from '../../../src/main/host.ts';
import { testPassword } from '../../support/hub-values.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import {
  type PageConnections,
  errorOf,
  messagePortPages,
  socketPages,
} from '../../support/host/host-clients.ts';
import { sendForm } from '../../support/host/ticket-form.ts';
import { aSnapshot } from '../../support/host/phone-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const transports: [string, (host: Host) => Promise<PageConnections> | PageConnections][] = [
  ['a MessagePort', messagePortPages],
  ['a WebSocket through the loopback door', socketPages],
];

describe.each(transports)('the desk contract over %s', (_, connect) => {
  let hub: RunningHub;
  let directory: string;
  let host: Host;
  let pages: PageConnections;
  let brokenDisk = false;

  beforeEach(async () => {
    hub = await startTestHub();
    directory = aDataDirectory({ hub: { url: hub.url() } });
    host = await startTestHost(directory, {
      newId: () => {
        if (brokenDisk) throw new Error('secret of the inside');
        return randomUUID();
      },
    });
    pages = await connect(host);
  });
  afterEach(async () => {
    brokenDisk = false;
    await pages.close();
    await host.close();
    await hub.stop();
    removeDirectory(directory);
  });
  const signedIn = async () => {
    const { client, cut } = await pages.desk();
    await client.session.signIn({ workNo: '1001', password: testPassword });
    return { client, cut };
  };

  it('answers a good call', async () => {
    const { client } = await signedIn();
    expect(await client.tickets.newTicket()).toMatchObject({
      ticketNo: expect.stringMatching(/^SW\d{8}-1001-001$/),
    });
  });

  it('carries a declared error with its code and fields', async () => {
    const { client } = await signedIn();
    const { ticketId, ticketNo } = await client.tickets.newTicket();
    const { emptyIntake } = await import('../../../src/shared/domain/tickets/ticket.ts');
    const refused = await errorOf(
      sendForm(client, { ticketId, ticketNo, intake: emptyIntake, closeAs: 'selfHandled' }),
    );
    expect([refused.code, refused.fields]).toEqual([
      'ticket.fieldsMissing',
      {
        kind: 'required',
        categoryCode: 'required',
        district: 'required',
        address: 'required',
        content: 'required',
        answer: 'required',
      },
    ]);
  });

  it('says nothing of an unexpected error but that there was one', async () => {
    const { client } = await signedIn();
    brokenDisk = true;
    const masked = await errorOf(client.tickets.newTicket());
    brokenDisk = false;
    expect(masked.code).toBe('ipc.internal');
    expect(JSON.stringify(masked.cause)).not.toContain('secret of the inside');
  });

  it('refuses bad input before it reaches a service', async () => {
    const { client } = await signedIn();
    const refused = await errorOf(client.tickets.get({ ticketId: 'not an id' }));
    expect(refused.code).toBe('input.invalid');
  });

  it('refuses everything that needs a person while nobody is signed in', async () => {
    const { client } = await pages.desk();
    expect((await errorOf(client.tickets.newTicket())).code).toBe('hub.sessionExpired');
  });

  it('streams states to a watcher, the present one first', async () => {
    const { client } = await pages.desk();
    const watch = eventsOf(await client.watch());
    const first = await watch.next();
    expect(first.value).toMatchObject({ kind: 'state', state: { user: null } });
    const signIn = client.session.signIn({ workNo: '1001', password: testPassword });
    let user = null;
    while (user === null) {
      const event = await watch.next();
      if (!event.done && event.value.kind === 'state') user = event.value.state.user;
    }
    expect(user).toMatchObject({ workNo: '1001' });
    await signIn;
    await watch.return?.(undefined);
  });

  it('gives the phone back when the connection of its holder dies', async () => {
    const first = await pages.phone();
    const orders = await first.client.attach({ buildId: 'development', takeOver: false });
    expect((await orders.next()).value).toEqual({ kind: 'config', config: null });
    const second = await pages.phone();
    const waiting = await second.client.attach({ buildId: 'development', takeOver: false });
    expect((await waiting.next()).value).toEqual({ kind: 'leaseHeld' });
    expect((await errorOf(second.client.publish(aSnapshot()))).code).toBe('phone.leaseHeld');
    first.cut();
    expect((await waiting.next()).value).toEqual({ kind: 'config', config: null });
    await second.client.publish(aSnapshot());
    await waiting.return?.(undefined);
  });
});
