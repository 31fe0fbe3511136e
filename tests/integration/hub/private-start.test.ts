import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demonstrationPassword } from '../../../src/hub/seed/seed-users.ts';
import { disableUser } from '../../../src/hub/areas/session/set-user.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { type Service, startService } from '../../../tools/launch/start-service.ts';
import { codeOf, hubClient } from '../../support/hub-client.ts';

// Starts programs one after the other.
vi.setConfig({ testTimeout: 120_000 });

const cli = join(import.meta.dirname, '../../../src/hub/cli.ts');
let folder: string;
let data: string;
let hub: Service | null = null;
let umask: number;

beforeEach(() => {
  umask = process.umask();
  folder = mkdtempSync(join(tmpdir(), 'hub-start-'));
  data = join(folder, 'hub');
});
afterEach(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const accounts = () => join(folder, 'hub-accounts.txt');
const start = async (...more: string[]) => {
  await hub?.stop();
  hub = await startService({
    name: 'hub',
    args: [cli, '--data', data, '--port', '0', ...more],
    readyEvent: 'hub.ready',
    logFile: join(folder, 'hub.log'),
    timeoutMs: 60_000,
  });
  return String(hub.ready['url']);
};
const signIn = (url: string, workNo: string, password: string) =>
  hubClient(url).auth.signIn({ workNo, password, deskId: randomUUID() });
const passwordOf = (workNo: string) =>
  readFileSync(accounts(), 'utf8')
    .split('\n')
    .findLast((line) => line.startsWith(`${workNo} `))
    ?.split(' ')
    .at(-1) ?? '';
const openToOthers = () =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => (statSync(path).mode & 0o077) !== 0);

describe('a hub that starts by itself', () => {
  it('has passwords that stand in a private file and nowhere else, and none that is public', async () => {
    const url = await start('--accounts', accounts());
    for (const workNo of ['1001', '2001', '9001']) {
      expect(await codeOf(signIn(url, workNo, demonstrationPassword))).toBe('hub.badCredentials');
      expect(passwordOf(workNo)).toMatch(/^[a-z2-9]{14}$/);
    }
    expect((await signIn(url, '2001', passwordOf('2001'))).user.role).toBe('lead');
    expect(statSync(accounts()).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'hub.log'), 'utf8')).not.toContain(passwordOf('1001'));
    const before = readFileSync(accounts(), 'utf8');
    await start('--accounts', accounts());
    expect(readFileSync(accounts(), 'utf8')).toBe(before);
  });

  it('takes the public passwords from a hub that an earlier release has begun', async () => {
    await start('--seed', 'demo');
    const url = await start('--accounts', accounts());
    expect(await codeOf(signIn(url, '1008', demonstrationPassword))).toBe('hub.badCredentials');
    expect((await signIn(url, '1008', passwordOf('1008'))).user.workNo).toBe('1008');
  });

  it('lets nobody in again whom IT has shut out, and leaves name and role as IT has set them', async () => {
    await start('--seed', 'demo');
    await hub?.stop();
    const store = await openStore(join(data, 'hub.db'));
    await disableUser({ store, clock: systemClock }, '1008');
    const known = await store.users.findByWorkNo('1007');
    if (!known) throw new Error('no 1007');
    await store.users.update({ ...known, displayName: '改过名', role: 'lead' });
    await store.close();
    const url = await start('--accounts', accounts());
    expect(await codeOf(signIn(url, '1008', demonstrationPassword))).toBe('hub.accountDisabled');
    expect(passwordOf('1008')).toBe('');
    const { user } = await signIn(url, '1007', passwordOf('1007'));
    expect(user).toMatchObject({ displayName: '改过名', role: 'lead' });
  });
});

describe.skipIf(process.platform === 'win32')('files of the hub', () => {
  it('are its account’s own whatever the umask, also those of an earlier start', async () => {
    mkdirSync(join(data, 'archive', '2026-11-25'), { recursive: true, mode: 0o755 });
    const old = join(data, 'archive', '2026-11-25', 'old.hdseg');
    writeFileSync(old, 'x');
    chmodSync(old, 0o644);
    chmodSync(data, 0o755);
    expect(umask & 0o044).toBe(0);
    const url = await start('--seed', 'demo');
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['hub.db', 'hub.db-wal', 'keys']));
    const { accessToken } = await signIn(url, '1001', demonstrationPassword);
    expect(accessToken).not.toBe('');
    expect(openToOthers()).toEqual([]);
    expect(statSync(join(folder, 'hub.log')).mode & 0o777).toBe(0o600);
  });
});
