import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArgon2Passwords } from '../../../src/hub/areas/session/passwords.ts';
import { disableUser, setUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { aKeyedDesk, signInAt, signInProven } from '../../support/hub-client.ts';
import { aTicketSave, testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('a ticket command of somebody who can send nothing any more', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const store = () => openStore(join(hub.dataFolder, 'hub.db'));
  const dismiss = async (workNo: string) => {
    const opened = await store();
    await disableUser({ store: opened, clock: hub.clock }, workNo);
    await opened.close();
  };
  const giveRole = async (workNo: string, role: 'agent' | 'admin') => {
    const opened = await store();
    const deps = { store: opened, clock: hub.clock, passwords: await createArgon2Passwords() };
    await setUser(deps, { workNo, displayName: '甲', role, password: testPassword });
    await opened.close();
  };
  const aCommand = (ticketId: string) => ({
    commandId: randomUUID(),
    command: aTicketSave(ticketId, { at: hub.clock.now() }),
    author: '1001',
  });
  /** 1001 has worked at a desk, where 1002 is now. */
  const aSharedDesk = async () => {
    const desk = aKeyedDesk();
    await signInProven(hub.url(), '1001', { desk });
    return signInProven(hub.url(), '1002', { desk });
  };
  const courseOf = async (ticketId: string) => {
    const opened = await store();
    const ticket = await opened.tickets.get(ticketId);
    await opened.close();
    return ticket?.course;
  };

  it('comes in by whoever signs in at that desk next, under both names', async () => {
    const { client, deskId } = await aSharedDesk();
    await dismiss('1001');
    const ticketId = randomUUID();
    const submission = aCommand(ticketId);
    expect(await client.commands.submit(submission)).toEqual({ kind: 'accepted' });
    expect(await client.commands.submit(submission)).toEqual({ kind: 'accepted' });
    expect(await courseOf(ticketId)).toMatchObject([
      { byWorkNo: '1001', note: expect.stringMatching(/^broughtInBy: 1002$/m) },
    ]);
    const opened = await store();
    const rows = await opened.audit.list({
      before: null,
      from: null,
      to: null,
      action: null,
      userId: null,
      deskId: null,
      subjectId: ticketId,
      limit: 10,
    });
    const people = await opened.users.people(rows.map(({ userId }) => userId ?? ''));
    await opened.close();
    expect(
      rows.map(({ action, userId, deskProven, ...row }) => [
        ...[action, people.get(userId ?? '')],
        ...[row.deskId, deskProven],
      ]),
    ).toEqual([
      ['ticketBroughtIn', '1002', deskId, true],
      ['ticketChanged', '1001', deskId, true],
    ]);
  });

  it('comes in too for somebody whose role has no tickets any more', async () => {
    const { client } = await aSharedDesk();
    await giveRole('1001', 'admin');
    expect(await client.commands.submit(aCommand(randomUUID()))).toEqual({ kind: 'accepted' });
  });

  it('waits while the author may come back, and leaves no trace until then', async () => {
    const { client } = await aSharedDesk();
    const ticketId = randomUUID();
    const submission = aCommand(ticketId);
    expect(await client.commands.submit(submission)).toEqual({ kind: 'notYet' });
    await giveRole('1001', 'agent');
    expect(await client.commands.submit(submission)).toEqual({ kind: 'notYet' });
    expect(await courseOf(ticketId)).toBeUndefined();
    await dismiss('1001');
    expect(await client.commands.submit(submission)).toEqual({ kind: 'accepted' });
  });

  it('is believed only of the desk where the author worked, and only when that desk has proven its key', async () => {
    const deskId = randomUUID();
    await signInAt(hub.url(), '1001', deskId);
    const unproven = await signInAt(hub.url(), '1002', deskId);
    const elsewhere = await signInProven(hub.url(), '1002');
    await dismiss('1001');
    for (const { client } of [unproven, elsewhere]) {
      const ticketId = randomUUID();
      expect(await client.commands.submit(aCommand(ticketId))).toEqual({ kind: 'notYet' });
      const nobody = { ...aCommand(ticketId), author: '7777' };
      expect(await client.commands.submit(nobody)).toEqual({ kind: 'notYet' });
      expect(await courseOf(ticketId)).toBeUndefined();
    }
  });
});
