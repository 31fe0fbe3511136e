import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../src/main/host.ts';
import type { HostDeps } from '../../../src/main/host/host-core.ts';
import { createFileKeyVault } from '../../../src/main/node/file-key-vault.ts';
import { openStore } from '../../../src/main/storage/store-client.ts';
import { systemTimers } from '../../../src/main/system/system-parts.ts';
import {
  aDataDirectory,
  aPbxSection,
  removeDirectory,
  sourcePlaces,
  startTestHost,
} from '../../support/host/desk-host.ts';
import { watchDesk } from '../../support/host/desk-watch.ts';
import { aTicket } from '../../support/hub-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { errorOf, messagePortPages } from '../../support/host/host-clients.ts';

const aHubSection = { url: 'https://hub.test.invalid' };

describe('a host starts', () => {
  let host: Host | null = null;
  let directory = '';
  afterEach(async () => {
    await host?.close();
    host = null;
    removeDirectory(directory);
  });
  const start = async (config: unknown, changes: Partial<HostDeps> = {}) => {
    directory = aDataDirectory(config);
    return reopen({ fetch: () => Promise.reject(new TypeError('fetch failed')), ...changes });
  };
  const reopen = async (changes: Partial<HostDeps> = {}) => {
    await host?.close();
    host = await startTestHost(directory, changes);
    return host;
  };
  const problemsOf = async (of: Host) => {
    const pages = messagePortPages(of);
    const watch = await watchDesk((await pages.desk()).client);
    const { problems } = watch.state();
    await watch.stop();
    await pages.close();
    // Every fault of the file says in full where it lies.
    const path = join(directory, 'desk.json');
    const ofFile = problems.filter(({ code }) => code.startsWith('config.'));
    expect(ofFile.filter(({ detail }) => !detail.startsWith(`${path}：`))).toEqual([]);
    return problems
      .filter(({ code }) => code !== 'hub.unreachable')
      .map(({ code, detail }) => ({ code, detail: detail.replace(path, 'desk.json') }));
  };

  const faults: [string, unknown, { code: string; detail: string }[]][] = [
    [
      'without a configuration',
      null,
      [{ code: 'config.incomplete', detail: 'desk.json：没有这个文件' }],
    ],
    [
      'with a file that is no JSON',
      '{ "hub": ',
      [{ code: 'config.unreadable', detail: 'desk.json：第 1 行：没有写完，后面少了内容' }],
    ],
    [
      'without a PBX',
      { hub: aHubSection },
      [{ code: 'config.incomplete', detail: 'desk.json：pbx：没有这一节' }],
    ],
    [
      'without a hub',
      { pbx: aPbxSection },
      [{ code: 'config.incomplete', detail: 'desk.json：hub：没有这一节' }],
    ],
    [
      'without the secret of the extension',
      {
        hub: aHubSection,
        pbx: { serverUrl: 'wss://pbx.test.invalid', domain: 'x', extension: '8001' },
      },
      [{ code: 'config.incomplete', detail: 'desk.json：pbx.secret：没有填写' }],
    ],
    [
      'with an unknown section',
      { hub: aHubSection, pbx: aPbxSection, printer: {} },
      [
        {
          code: 'config.unreadable',
          detail: 'desk.json：printer：没有这样的一节，只有 hub、pbx、desk、agent 四节',
        },
      ],
    ],
  ];
  it.each(faults)('%s, and says so', async (_, config, expected) => {
    expect(await problemsOf(await start(config))).toEqual(expected);
  });

  const asFile = JSON.stringify({ hub: aHubSection, pbx: { ...aPbxSection, displayName: '坐席' } });
  const wide = Buffer.from(asFile, 'utf16le');
  const gbk = Buffer.from(asFile.replace('坐席', '\xd7\xf8\xcf\xaf'), 'latin1');
  it.each([
    ['UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), wide])],
    ['UTF-16 BE', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()])],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${asFile}`)],
    ['GBK', gbk],
  ])('with a desk.json that an editor has written as %s', async (_, bytes) => {
    directory = aDataDirectory(null);
    writeFileSync(join(directory, 'desk.json'), bytes);
    expect(await problemsOf(await reopen())).toEqual([]);
    const kept = JSON.parse(readFileSync(join(directory, 'desk.json'), 'utf8'));
    expect(kept.pbx).toMatchObject({ displayName: '坐席', extension: aPbxSection.extension });
    expect(kept.pbx).not.toHaveProperty('secret');
  });

  it('with a desk.json that is no text, or a folder, and says what to do', async () => {
    directory = aDataDirectory(null);
    writeFileSync(join(directory, 'desk.json'), Buffer.from('7b22ff', 'hex'));
    expect(await problemsOf(await reopen())).toEqual([
      { code: 'config.unreadable', detail: 'desk.json：文字编码认不出来，请用记事本另存为 UTF-8' },
    ]);
    await host?.close();
    rmSync(join(directory, 'desk.json'));
    mkdirSync(join(directory, 'desk.json'));
    expect(await problemsOf(await reopen())).toEqual([
      { code: 'config.unreadable', detail: 'desk.json：这是一个文件夹，应是一个文件' },
    ]);
  });

  it('with a PBX address that is none, and names the place without the value', async () => {
    const config = {
      hub: aHubSection,
      pbx: { ...aPbxSection, serverUrl: 'http://wrong.test.invalid' },
    };
    const problems = await problemsOf(await start(config));
    expect(problems).toMatchObject([
      { code: 'config.unreadable', detail: expect.stringContaining('pbx.serverUrl') },
    ]);
    expect(problems[0]?.detail).not.toContain('wrong.test');
  });

  it('and moves the secret out of the file for good', async () => {
    await start({ hub: aHubSection, pbx: aPbxSection });
    const file = readFileSync(join(directory, 'desk.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ pbx: { extension: '8001' } });
    expect(file).not.toContain(aPbxSection.secret);
    expect(await problemsOf(await reopen())).toEqual([]);
  });

  it('with a damaged database: kept aside, said, and the phone account is still there', async () => {
    await start({ hub: aHubSection, pbx: aPbxSection });
    await host?.close();
    const file = join(directory, 'desk.db');
    writeFileSync(file, readFileSync(file).fill(0x5a, 0, 8192));
    const problems = await problemsOf(await reopen());
    expect(problems).toMatchObject([{ code: 'storage.damaged' }]);
    expect(
      readFileSync(problems[0]?.detail ?? '')
        .subarray(0, 8)
        .toString(),
    ).toBe('ZZZZZZZZ');
  });

  it('with damage that only a look at the whole database finds: served, and said as soon as it is found', async () => {
    directory = aDataDirectory({ hub: aHubSection, pbx: aPbxSection });
    const file = join(directory, 'desk.db');
    const key = await createFileKeyVault(directory).deskKey();
    const store = await openStore({
      file,
      key,
      migrationsDirectory: sourcePlaces.migrationsDirectory,
      workerUrl: sourcePlaces.storeWorker,
      now: 0,
      logger: silentLogger,
    });
    const tickets = Array.from({ length: 50 }, (_, n) => aTicket(randomUUID(), `SW-${n}`));
    await store.api.tickets.applyHubTickets(tickets);
    await store.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, bytes.length - 6 * 4096, bytes.length - 4096));
    const wait: HostDeps['timers']['wait'] = (ms, signal) => systemTimers.wait(ms / 100, signal);
    const damaged = await reopen({ timers: { ...systemTimers, wait } });
    expect(damaged.failure).toBeNull();
    await expect
      .poll(async () => (await problemsOf(damaged)).map(({ code }) => code), { timeout: 30_000 })
      .toEqual(['storage.damageFound']);
    const again = (await problemsOf(await reopen())).map(({ code }) => code);
    expect(again).toEqual(['storage.damaged']);
  });

  it('with a wrong key as an answer: pages are served and every call says why', async () => {
    await start({ hub: aHubSection });
    await host?.close();
    writeFileSync(join(directory, 'desk.key'), `${'ab'.repeat(32)}\n`);
    const locked = await reopen();
    expect(locked.failure).toBe('storage.wrongKey');
    const pages = messagePortPages(locked);
    const { client } = await pages.desk();
    expect((await client.info()).version).toBe('test');
    expect((await errorOf(client.watch())).code).toBe('storage.wrongKey');
    expect((await errorOf(client.session.signIn({ workNo: '1001', password: 'x' }))).code).toBe(
      'storage.wrongKey',
    );
    const page = await locked.handleRequest(new Request('http://127.0.0.1/desk/'));
    expect(page.status).toBe(404);
    await pages.close();
  });

  it('with a key file that is none, as an answer', async () => {
    directory = aDataDirectory({});
    writeFileSync(join(directory, 'desk.key'), 'short');
    expect((await reopen()).failure).toBe('recording.keyUnavailable');
  });

  it('with little disk space, and says so before a recording fails', async () => {
    const tight = await start(
      { hub: aHubSection, pbx: aPbxSection },
      { freeBytes: async () => 1000 },
    );
    await expect.poll(() => problemsOf(tight)).toMatchObject([{ code: 'recording.diskFull' }]);
  });
});
