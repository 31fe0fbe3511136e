import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFileKeyVault } from '../../../src/main/node/file-key-vault.ts';
import { openStore } from '../../../src/main/storage/store-client.ts';
import type { HubCommand } from '../../../src/shared/contract/commands/schemas.ts';
import { sourcePlaces } from '../../support/host/desk-host.ts';
import { aCall } from '../../support/hub-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { endSessions, makeReport } from '../../support/releases/in-hub-data.ts';
import { putOfficeRule } from '../../support/releases/office-rule.ts';
import type { ReleaseDesk, ReleaseHub } from '../../support/releases/release.ts';
import {
  type Release,
  type ReleaseData,
  frozen,
  releaseData,
  releaseNames,
  releases,
  today,
} from '../../support/releases/releases.ts';

// Several starts of two programs each.
vi.setConfig({ testTimeout: 90_000 });

/** A command as a newer release of this desk has left it in the outbox, in whatever words. */
async function enqueue(directory: string, said: object): Promise<void> {
  const key = await createFileKeyVault(directory).deskKey();
  const store = await openStore({
    workerUrl: sourcePlaces.storeWorker,
    file: join(directory, 'desk.db'),
    key,
    migrationsDirectory: sourcePlaces.migrationsDirectory,
    now: Date.now(),
    logger: silentLogger,
  });
  const commandId = randomUUID();
  const command: HubCommand = JSON.parse(JSON.stringify(said));
  await store.api.outbox.enqueueCommand({ commandId, workNo: '1001', command, at: Date.now() });
  await store.close();
}

const waitsAndSaid = ({ problems, sync }: ReturnType<ReleaseDesk['state']>) =>
  problems.map(({ code }) => code).join() === 'hub.olderThanDesk' && sync.commandsWaiting === 1;

const newest = releaseNames.slice(-1);
/** The hub is upgraded first: it may meet any desk that was left behind, a desk only a hub of one release before (ADR 0180). */
const pairs = releaseNames
  .map((name) => ({ name, what: `a desk of ${name} at today’s hub`, isDeskOld: true }))
  .concat(
    newest.map((name) => ({ name, what: `today’s desk at a hub of ${name}`, isDeskOld: false })),
  );

describe.each(pairs)('$what', ({ name, isDeskOld }) => {
  let data: ReleaseData;
  let ofDesk: Release;
  let ofHub: Release;
  let hub: ReleaseHub | null = null;
  let desk: ReleaseDesk | null = null;
  beforeEach(async () => {
    data = releaseData();
    const old = await frozen(name);
    [ofDesk, ofHub] = isDeskOld ? [old, today] : [today, old];
  });
  afterEach(async () => {
    await desk?.close();
    await hub?.close();
    data.remove();
  });

  it('sign-in, call, recording, upload and tickets', async () => {
    hub = await ofHub.openHub({ dataFolder: data.dataFolder });
    desk = await ofDesk.openDesk({ directory: data.directory, hubUrl: hub.url });
    await desk.signIn();
    await desk.until('replica', ({ sync }) => sync.replicaAt !== null);
    await desk.goOnDuty();
    const call = await desk.takeCall();
    const missed = await desk.missCall();
    const saved = await desk.saveTicket('saved', call);
    const closed = await desk.saveTicket('to be closed');
    await desk.closeTicket(closed, 'closed');
    await expect.poll(hub.calls).toEqual(
      expect.arrayContaining([
        { callId: call.callId, recording: 'synced' },
        { callId: missed, recording: null },
      ]),
    );
    await expect.poll(hub.tickets).toEqual(
      expect.arrayContaining([
        { ticketId: saved.ticketId, content: 'saved', state: expect.any(String) },
        { ticketId: closed.ticketId, content: 'closed', state: 'closed' },
      ]),
    );
    expect(await desk.ticketContent(closed.ticketId)).toBe('closed');
    await expect.poll(desk.calls).toContainEqual({ callId: call.callId, recording: 'synced' });
    expect(desk.state().problems.map(({ code }) => code)).toEqual([]);
    expect(desk.state().sync.hub).toBe('online');
  });

  it('a ticket of a colleague comes into the copy while both work', async () => {
    const beside = releaseData();
    hub = await ofHub.openHub({ dataFolder: data.dataFolder });
    // Of a kind that the old desk has no word for.
    if (isDeskOld) putOfficeRule(data.dataFolder);
    desk = await ofDesk.openDesk({ directory: data.directory, hubUrl: hub.url });
    const colleague = await today.openDesk({ directory: beside.directory, hubUrl: hub.url });
    await desk.signIn();
    await desk.until('replica', ({ sync }) => sync.replicaAt !== null);
    await colleague.signIn('1002');
    for (const content of ['one', 'another']) {
      const { ticketId } = await colleague.saveTicket(content);
      await expect.poll(() => desk?.ticketContent(ticketId), { timeout: 20_000 }).toBe(content);
    }
    await colleague.close();
    beside.remove();
  });

  it('the agent is reported and the lead sees the team', async () => {
    hub = await ofHub.openHub({ dataFolder: data.dataFolder });
    desk = await ofDesk.openDesk({ directory: data.directory, hubUrl: hub.url });
    await desk.signIn('2001');
    await desk.goOnDuty();
    const isTold = ({ team }: ReturnType<ReleaseDesk['state']>) =>
      team?.find(({ workNo }) => workNo === '2001')?.agent.state === 'ready';
    await desk.until('the team is told', isTold);
  });
});

describe.each(releaseNames)('a desk of %s, at which another person sits down', (name) => {
  let data: ReleaseData;
  let hub: ReleaseHub | null = null;
  let desk: ReleaseDesk | null = null;
  beforeEach(() => {
    data = releaseData();
  });
  afterEach(async () => {
    await desk?.close();
    await hub?.close();
    data.remove();
  });

  it('shows nothing that was for the one before', async () => {
    const beside = releaseData();
    hub = await today.openHub({ dataFolder: data.dataFolder });
    const colleague = await today.openDesk({ directory: beside.directory, hubUrl: hub.url });
    await colleague.signIn('1002');
    const { ticketId } = await colleague.saveTicket('暗访线索');
    await expect.poll(hub.tickets).toContainEqual(expect.objectContaining({ ticketId }));
    makeReport(data.dataFolder, ticketId);
    desk = await (await frozen(name)).openDesk({ directory: data.directory, hubUrl: hub.url });
    const shown = () => desk?.ticketContent(ticketId);
    for (const [workNo, content] of [
      ['2001', '暗访线索'],
      ['1001', ''],
      ['2001', '暗访线索'],
    ] as const) {
      await desk.signIn(workNo);
      // The other one has signed out, which a desk hears with the next news.
      endSessions(data.dataFolder, workNo === '2001' ? '1001' : '2001');
      await colleague.saveTicket('news');
      await expect.poll(shown, { timeout: 20_000 }).toBe(content);
    }
    await colleague.close();
    beside.remove();
  });
});

describe.each(newest)('today’s desk at a hub of %s that is upgraded', (name) => {
  let data: ReleaseData;
  let hub: ReleaseHub | null = null;
  let desk: ReleaseDesk | null = null;
  beforeEach(() => {
    data = releaseData();
  });
  afterEach(async () => {
    await desk?.close();
    await hub?.close();
    data.remove();
  });

  it('a command that no hub knows yet waits and is said, over restarts and an upgrade, and holds up nothing else', async () => {
    const { dataFolder, directory } = data;
    const old = await frozen(name);
    hub = await old.openHub({ dataFolder });
    const { port, url: hubUrl } = hub;
    desk = await today.openDesk({ directory, hubUrl });
    await desk.signIn();
    await desk.close();
    await enqueue(directory, { kind: 'ofALaterRelease', ticketId: randomUUID() });
    desk = await today.openDesk({ directory, hubUrl });
    const contents = async () => (await hub?.tickets())?.map(({ content }) => content);
    await desk.saveTicket('behind it');
    await expect.poll(contents).toContain('behind it');
    await desk.until('said', waitsAndSaid);
    await hub.close();
    hub = await today.openHub({ dataFolder, port });
    await desk.saveTicket('at the new hub');
    await expect.poll(contents).toContain('at the new hub');
    await desk.until('said still', waitsAndSaid);
  });
});

/** From number 1 on a hub keeps the fields of a record that it does not know. */
const beforeNumbers = releases.filter(({ contract }) => contract === 0);
describe.each(beforeNumbers)(
  'today’s desk at a hub of before there were numbers: $name',
  ({ name }) => {
    let data: ReleaseData;
    let hub: ReleaseHub | null = null;
    let desk: ReleaseDesk | null = null;
    beforeEach(() => {
      data = releaseData();
    });
    afterEach(async () => {
      await desk?.close();
      await hub?.close();
      data.remove();
    });

    it('what an old hub does not know waits, is said, holds up nothing else, and comes once the hub is new', async () => {
      const { dataFolder, directory } = data;
      const old = await frozen(name);
      hub = await old.openHub({ dataFolder });
      const { port, url: hubUrl } = hub;
      desk = await today.openDesk({ directory, hubUrl });
      await desk.signIn();
      await desk.close();
      const later = { ...aCall(), later: 'of a newer release' };
      await enqueue(directory, { kind: 'callRecord', call: later });
      desk = await today.openDesk({ directory, hubUrl });
      await desk.signIn();
      await desk.saveTicket('behind it');
      const contents = async () => (await hub?.tickets())?.map(({ content }) => content);
      await expect.poll(contents).toContain('behind it');
      await desk.until('said', waitsAndSaid);
      expect(await hub.calls()).toEqual([]);
      await hub.close();
      hub = await today.openHub({ dataFolder, port });
      await expect.poll(hub.calls).toContainEqual({ callId: later.callId, recording: null });
      await desk.until('all is well', ({ problems, sync }) => {
        return problems.length === 0 && sync.commandsWaiting === 0;
      });
    });
  },
);
