import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disableUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { contractHeader, contractNumber } from '../../../src/shared/contract/since.ts';
import { codeOf, hubSocketClient, signInAt } from '../../support/hub-client.ts';
import { aTicketSave } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('watching the change feed over WebSocket', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const watcher = async (workNo = '1001', contract = contractNumber) => {
    const desk = await signInAt(hub.url(), workNo);
    const socket = await hubSocketClient(hub.url(), {
      authorization: `Bearer ${desk.token}`,
      [contractHeader]: String(contract),
    });
    return { desk, socket, changes: await socket.client.changes.watch() };
  };
  const save = (desk: Awaited<ReturnType<typeof signInAt>>) =>
    desk.client.commands.submit({ commandId: randomUUID(), command: aTicketSave(randomUUID()) });

  it('tells the newest number at once and each change of another desk, with what it is now', async () => {
    const { changes, socket } = await watcher();
    const other = await signInAt(hub.url(), '1002');
    const { next } = await other.client.changes.pull({ since: 0, limit: 100 });
    expect((await changes.next()).value).toEqual({ seq: next });
    await save(other);
    const told = await changes.next();
    const pulled = await other.client.changes.pull({ since: next, limit: 100 });
    const page = { since: next, changes: pulled.changes };
    // For whom the page was made: a desk at which somebody else sits by now does not take it in (ADR 0249).
    expect(told.value).toEqual({ seq: next + 1, page, audience: 'agent:1001' });
    expect(pulled.changes).toHaveLength(1);
    socket.close();
  });

  it('tells a desk of before contract 2 the number only, and the other what it is', async () => {
    const [older, newer] = [await watcher('1001', 1), await watcher('1001')];
    for (const { changes } of [older, newer]) await changes.next();
    await save(await signInAt(hub.url(), '1002'));
    expect(Object.keys((await older.changes.next()).value ?? {})).toEqual(['seq']);
    expect(Object.keys((await newer.changes.next()).value ?? {})).toEqual([
      'seq',
      'page',
      'audience',
    ]);
    for (const { socket } of [older, newer]) socket.close();
  });

  it('tells nothing to somebody who was dismissed, and notes who was told', async () => {
    const { desk, changes, socket } = await watcher();
    await changes.next();
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    const read = { action: 'ticketsRead', userId: desk.session.user.userId, before: null };
    const any = { from: null, to: null, deskId: null, subjectId: null, limit: 9 };
    expect(await store.audit.list({ ...read, ...any })).toHaveLength(1);
    await disableUser({ store, clock: hub.clock }, '1001');
    await store.close();
    await save(await signInAt(hub.url(), '1002'));
    expect(await codeOf(changes.next())).toBe('hub.sessionExpired');
    socket.close();
  });

  it('goes on for a session that is refreshed, and ends for one that is over', async () => {
    const { desk, changes, socket } = await watcher();
    await changes.next();
    hub.clock.advance(10 * 60_000);
    const { refreshToken } = desk.session;
    await desk.client.auth.refresh({ refreshToken, deskId: desk.deskId });
    hub.clock.advance(10 * 60_000);
    await save(await signInAt(hub.url(), '1002'));
    expect((await changes.next()).done).toBe(false);
    hub.clock.advance(15 * 60_000);
    await save(await signInAt(hub.url(), '1002'));
    expect(await codeOf(changes.next())).toBe('hub.sessionExpired');
    socket.close();
  });

  it('is not open to the administrator', async () => {
    const { token } = await signInAt(hub.url(), '9001');
    const { client, close } = await hubSocketClient(hub.url(), {
      authorization: `Bearer ${token}`,
    });
    const watched = async () => (await client.changes.watch()).next();
    expect(await codeOf(watched())).toBe('hub.forbidden');
    close();
  });

  it('refuses the upgrade without a token, with a made-up one and with one in the URL', async () => {
    const { token } = await signInAt(hub.url(), '1001');
    await expect(hubSocketClient(hub.url(), {})).rejects.toThrow('401');
    await expect(hubSocketClient(hub.url(), { authorization: 'Bearer made-up' })).rejects.toThrow(
      '401',
    );
    await expect(hubSocketClient(`${hub.url()}/ws?token=${token}&path=`, {})).rejects.toThrow(
      '403',
    );
  });

  it('ends when the hub closes, so that the desk comes back', async () => {
    const { changes } = await watcher();
    await changes.next();
    const ended = changes.next().then(
      (result) => result.done === true,
      () => true,
    );
    await hub.restart();
    expect(await ended).toBe(true);
  });
});
