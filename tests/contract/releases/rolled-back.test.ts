import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putOfficeRule } from '../../support/releases/office-rule.ts';
import { createArgon2Passwords } from '../../../src/hub/areas/session/passwords.ts';
import { setUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { codeOf, hubClient } from '../../support/hub-client.ts';
import { testPassword } from '../../support/hub-values.ts';
import type { ReleaseDesk, ReleaseHub } from '../../support/releases/release.ts';
import {
  type Release,
  type ReleaseData,
  frozen,
  releaseData,
  releaseNames,
  today,
} from '../../support/releases/releases.ts';

const allSent = ({ sync }: ReturnType<ReleaseDesk['state']>) =>
  sync.commandsWaiting === 0 && sync.recordingsWaiting === 0 && sync.lastSyncedAt !== null;

/** Only the newest frozen release need be able to take over again: one step back (ADR 0180). */
describe.each(releaseNames.slice(-1))('back to %s after today', (name) => {
  let data: ReleaseData;
  let old: Release;
  let hub: ReleaseHub;
  let desk: ReleaseDesk;
  const contents = async () => (await hub.tickets()).map(({ content }) => content);
  beforeEach(async () => {
    data = releaseData();
    old = await frozen(name);
    hub = await today.openHub({ dataFolder: data.dataFolder });
    desk = await today.openDesk({ directory: data.directory, hubUrl: hub.url });
    await desk.signIn();
    await desk.goOnDuty();
    await desk.saveTicket('at the hub', await desk.takeCall());
    await desk.callBar('never');
    await desk.until('all sent', allSent);
  });
  afterEach(async () => {
    await desk.close();
    await hub.close();
    data.remove();
  });

  it('the desk goes on: its session, its settings, its tickets, and what waited', async () => {
    await hub.close();
    const call = await desk.takeCall();
    const { ticketId } = await desk.saveTicket('waits', call);
    await desk.keepDraft(ticketId, 'typed and not saved');
    await desk.close();
    hub = await today.openHub({ dataFolder: data.dataFolder });
    desk = await old.openDesk({ directory: data.directory, hubUrl: hub.url });
    expect(desk.state().user?.workNo).toBe('1001');
    expect(desk.state().agent?.state).toBe('afterCallWork');
    expect(await desk.callBar()).toBe('never');
    expect(await desk.draftContent(ticketId)).toBe('typed and not saved');
    await expect.poll(contents).toEqual(expect.arrayContaining(['at the hub', 'waits']));
    await expect.poll(hub.calls).toContainEqual({ callId: call.callId, recording: 'synced' });
    expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
  });

  it('people of roles that the hub does not know are shut out, and back with today’s', async () => {
    const store = await openStore(join(data.dataFolder, 'hub.db'));
    const passwords = await createArgon2Passwords();
    const person = { workNo: '5001', displayName: '经办一', password: testPassword };
    const of = { role: 'department', departmentId: 'group.water' } as const;
    await setUser({ store, clock: systemClock, passwords }, { ...person, ...of });
    await store.close();
    const signIn = () => {
      const deskId = randomUUID();
      const { workNo, password } = person;
      return hubClient(hub.url).auth.signIn({ workNo, password, deskId, page: 'department' });
    };
    expect((await signIn()).user).toMatchObject(of);
    await hub.close();
    hub = await old.openHub({ dataFolder: data.dataFolder });
    expect(await codeOf(signIn())).toBe('hub.accountDisabled');
    await hub.close();
    hub = await today.openHub({ dataFolder: data.dataFolder });
    expect((await signIn()).user).toMatchObject(of);
  });

  it('the hub goes on: today’s and its own desks read all that is there, and so does today’s hub after it', async () => {
    putOfficeRule(data.dataFolder);
    await hub.close();
    await desk.close();
    hub = await old.openHub({ dataFolder: data.dataFolder });
    expect(await contents()).toContain('at the hub');
    for (const release of [old, today]) {
      desk = await release.openDesk({ directory: data.directory, hubUrl: hub.url });
      await desk.signIn();
      await desk.saveTicket(`by ${release.name}`);
      await expect.poll(contents).toContain(`by ${release.name}`);
      expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
      if (release === old) await desk.close();
    }
    const { port } = hub;
    await hub.close();
    hub = await today.openHub({ dataFolder: data.dataFolder, port });
    await desk.saveTicket('forward again');
    await expect
      .poll(contents)
      .toEqual(expect.arrayContaining(['at the hub', `by ${name}`, 'by today', 'forward again']));
    expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
  });
});
