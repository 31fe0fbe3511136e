import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../../tools/launch/browser-host.ts';
import { type CleanUp, createCleanUp } from '../../../tools/launch/clean-up.ts';
import { aDataDirectory, removeDirectory } from '../../support/host/desk-host.ts';
import { type PhoneClient, launchPage, openByUrl } from '../../support/host/host-clients.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';
import { until } from '../../support/until.ts';

describe('startBrowserHost', () => {
  let dataFolder: string;
  let cleanUp: CleanUp;
  let host: BrowserHost;

  beforeEach(async () => {
    dataFolder = aDataDirectory();
    cleanUp = createCleanUp(() => {});
    const root = resolve(import.meta.dirname, '../../..');
    const announce = () => {};
    host = await startBrowserHost({ root, dataFolder, demo: false, cleanUp, announce, port: 0 });
  });
  afterEach(async () => {
    await cleanUp.run();
    removeDirectory(dataFolder);
  });

  it('brings a killed host back on its port, where the pages are known and new ones can be opened', async () => {
    const [pid, port] = [host.pid(), host.port()];
    const desk = await launchPage(await host.urlOf('desk'));
    const old = await desk.prove();
    process.kill(pid, 'SIGKILL');
    await until('another host', () => host.pid() !== pid, 20_000);
    expect(host.port()).toBe(port);

    const hear = (cookie: string) =>
      fetch(`${desk.origin}/recordings/${randomUUID()}/audio`, { headers: { cookie } });
    expect((await hear(old)).status).toBe(403);
    expect((await hear(await desk.prove())).status).toBe(401);
    await (await launchPage(await host.urlOf('phone'))).prove();
    expect(readFileSync(join(dataFolder, 'desk.log'), 'utf8')).not.toContain('token=');
  });

  it('knows whether a call runs, and that nobody has one after the host was away', async () => {
    const { link, cut } = await openByUrl(await host.urlOf('phone'));
    const client = createORPCClient<PhoneClient>(link);
    const orders = await client.attach({ buildId: 'development', takeOver: false });
    await orders.next();
    expect(host.isCallRunning()).toBe(false);
    await client.publish(aSnapshot(aCallView()));
    await until('the call is told', host.isCallRunning);
    process.kill(host.pid(), 'SIGKILL');
    cut();
    await until('the new host tells of none', () => !host.isCallRunning(), 20_000);
  });

  it('takes the grants of its pages back at the end', async () => {
    await (await launchPage(await host.urlOf('desk'))).prove();
    const file = join(dataFolder, 'door-grants.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(1);
    await cleanUp.run();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('stays away once it is undone', async () => {
    const pid = host.pid();
    await cleanUp.run();
    expect(host.pid()).toBe(pid);
    await expect(fetch(`http://127.0.0.1:${host.port()}/`)).rejects.toThrow('fetch failed');
  });
});
