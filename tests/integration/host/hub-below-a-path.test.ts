import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { paths } from '../../../src/shared/contract/http-paths.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { messagePortPages } from '../../support/host/host-clients.ts';
import { recordACall } from '../../support/host/record-a-call.ts';
import { testPassword } from '../../support/hub-values.ts';
import {
  type OfficeProxy,
  type OfficeProxyOptions,
  startOfficeProxy,
} from '../../support/office-proxy.ts';

let proxy: OfficeProxy;
let desk: DeskWithHub;

async function start(options: Partial<OfficeProxyOptions>, end = '/'): Promise<void> {
  desk = await startDeskWithHub({
    hubUrl: async (port) => {
      proxy = await startOfficeProxy({ target: () => port, prefix: '/hotline', ...options });
      return `${proxy.url}${end}`;
    },
  });
  await desk.signIn('1001');
}

afterEach(async () => {
  await desk.stop();
  await proxy.close();
});

const record = async () => {
  const recordingId = randomUUID();
  const { client } = await desk.phone();
  await recordACall(desk.host(), client, { recordingId, text: 'the sound' });
  return recordingId;
};
const isSynced = () =>
  desk
    .watch()
    .until(
      'synced',
      ({ sync }) => sync.lastSyncedAt !== null && sync.recordingsWaiting === 0,
      20_000,
    );

describe('a hub below a path of the office proxy', () => {
  const locations: [string, Partial<OfficeProxyOptions>][] = [
    ['as the hub says it', {}],
    ['with the path put before it', { rewriteLocation: (location) => `/hotline${location}` }],
    [
      'as an address of the machine behind',
      { rewriteLocation: (location) => `http://127.0.0.1:8700${location}` },
    ],
    ['of a foreign server', { rewriteLocation: (location) => `http://evil.invalid${location}` }],
  ];
  it.each(locations)('takes recordings when Location comes %s', async (_name, options) => {
    await start(options);
    await record();
    await isSynced();
    expect(proxy.log.filter((line) => !/^\w+ \/hotline\//.test(line))).toEqual([]);
  });

  it('lets the lead hear a part, and gives the timeline and the change feed', async () => {
    await start({}, '');
    const recordingId = await record();
    await isSynced();
    const directory = aDataDirectory({ hub: { url: proxy.url } });
    const leads = await startTestHost(directory);
    const { client: lead } = await messagePortPages(leads).desk();
    await lead.session.signIn({ workNo: '2001', password: testPassword });
    const ask = (path: string) =>
      leads.handleRequest(
        new Request(`http://127.0.0.1${path}`, { headers: { range: 'bytes=4-' } }),
      );
    const part = await ask(paths.audio(recordingId));
    expect([part.status, await part.text()]).toEqual([206, 'sound']);
    expect((await ask(paths.timeline(recordingId))).status).toBe(200);
    await expect
      .poll(() => proxy.log.filter((line) => line === 'UPGRADE /hotline/ws').length)
      .toBeGreaterThanOrEqual(1);
    await leads.close();
    removeDirectory(directory);
  });
});
