import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../src/main/host.ts';
import { paths } from '../../../src/shared/contract/http-paths.ts';
import { encodeEntries } from '../../../src/shared/recording/entries.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { messagePortPages } from '../../support/host/host-clients.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';
import { testPassword } from '../../support/hub-values.ts';

const at = (path: string) => `http://127.0.0.1${path}`;
const encode = (text: string) => new TextEncoder().encode(text);

describe('a recording of one desk', () => {
  let desk: DeskWithHub;
  let leads: Host;
  let leadsDirectory: string;
  const recordingId = randomUUID();

  beforeEach(async () => {
    desk = await startDeskWithHub();
    await desk.signIn('1001');
    leadsDirectory = aDataDirectory({ hub: { url: desk.hub.url() } });
    leads = await startTestHost(leadsDirectory);
  });
  afterEach(async () => {
    await leads.close();
    await desk.stop();
    removeDirectory(leadsDirectory);
  });

  const record = async () => {
    const { client } = await desk.phone();
    const orders = await client.attach({ buildId: 'development', takeOver: false });
    await orders.next();
    const view = aCallView({
      state: 'connected',
      answeredAt: Date.now(),
      recording: { kind: 'recording', recordingId, bytesOnDisk: 1 },
    });
    await client.publish(aSnapshot(view));
    await client.recordings.begin({ recordingId, callId: view.callId, startedAt: Date.now() });
    const body = new Uint8Array(
      encodeEntries([{ kind: 'audio', bytes: encode('the sound') }], encode),
    );
    await desk
      .host()
      .handleRequest(new Request(at(paths.chunk(recordingId, 0)), { method: 'PUT', body }));
    await client.recordings.finish({ recordingId, chunkCount: 1, durationMs: 100 });
    await client.publish(
      aSnapshot({ ...view, state: 'ended', endedAt: Date.now(), endReason: 'agentHungUp' }),
    );
    return view.callId;
  };
  const isSynced = () =>
    desk
      .watch()
      .until(
        'synced',
        ({ sync }) => sync.lastSyncedAt !== null && sync.recordingsWaiting === 0,
        20_000,
      );
  const signInAtLeadsDesk = async (workNo: string) => {
    const { client } = await messagePortPages(leads).desk();
    await client.session.signIn({ workNo, password: testPassword });
    return client;
  };
  const listen = (headers: Record<string, string> = {}) =>
    leads.handleRequest(new Request(at(paths.audio(recordingId)), { headers }));

  it('goes to the hub by itself, and the lead hears it at another desk', async () => {
    const callId = await record();
    await isSynced();
    const lead = await signInAtLeadsDesk('2001');
    const filter = {
      from: null,
      to: null,
      agentWorkNo: null,
      direction: null,
      text: '',
      limit: 10,
      offset: 0,
    };
    await expect
      .poll(() => lead.calls.list({ ...filter, recordingStates: ['synced'] }), { timeout: 10_000 })
      .toMatchObject({
        fromHub: true,
        items: [{ call: { callId }, recording: { recordingId, state: 'synced' } }],
      });
    expect(await (await listen()).text()).toBe('the sound');
    const part = await listen({ range: 'bytes=4-' });
    expect([part.status, await part.text()]).toEqual([206, 'sound']);
    expect(part.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('waits while the hub is away, and is refused by the hub to another agent', async () => {
    desk.setOnline(false);
    await record();
    await desk.watch().until('waiting', ({ sync }) => sync.recordingsWaiting === 1);
    desk.setOnline(true);
    await isSynced();
    await signInAtLeadsDesk('1002');
    expect((await listen()).status).toBe(403);
  });

  it('is heard by a lead at its own desk through the hub only, where it is logged', async () => {
    const here = () => desk.host().handleRequest(new Request(at(paths.audio(recordingId))));
    const heard = () => {
      const db = new Database(join(desk.hub.dataFolder, 'hub.db'), { readonly: true });
      const listened = db.prepare(`SELECT 1 FROM audit WHERE action = 'listened'`).all();
      db.close();
      return listened;
    };
    desk.setOnline(false);
    await record();
    expect(await (await here()).text()).toBe('the sound');
    desk.setOnline(true);
    await isSynced();
    await desk.signIn('2001');
    expect(await (await here()).text()).toBe('the sound');
    expect(heard()).toHaveLength(1);
    desk.setOnline(false);
    const refused = await here();
    expect([refused.status, await refused.json()]).toEqual([503, { code: 'hub.unreachable' }]);
  });
});
