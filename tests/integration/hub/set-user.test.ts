import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aKeyedDesk, codeOf, hubClient, signInAt, signInProven } from '../../support/hub-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'src', 'hub', 'set-user.ts');

describe('the program that sets users', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const setUser = (workNo: string, password: string, more: readonly string[] = []) =>
    new Promise<number>((resolve) => {
      const args = [
        program,
        '--data',
        hub.dataFolder,
        '--work-no',
        workNo,
        '--name',
        '测试',
        '--role',
        'lead',
        ...more,
      ];
      const child = execFile(process.execPath, args, () => resolve(child.exitCode ?? -1));
      child.stdin?.end(`${password}\n`);
    });
  const signIn = (workNo: string, password: string) =>
    hubClient(hub.url()).auth.signIn({ workNo, password, deskId: randomUUID() });

  it('adds a user beside the running hub', async () => {
    expect(await setUser('3001', 'a long password')).toBe(0);
    expect((await signIn('3001', 'a long password')).user).toMatchObject({
      displayName: '测试',
      role: 'lead',
    });
  });

  it('gives a user a new password, lifts the lock and ends the sessions', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    for (let count = 0; count < 5; count += 1) await codeOf(signIn('1001', 'wrong'));
    expect(await setUser('1001', 'another password')).toBe(0);
    expect((await signIn('1001', 'another password')).user.role).toBe('lead');
    expect(await codeOf(client.changes.pull({ since: 0, limit: 1 }))).toBe('hub.sessionExpired');
  });

  it('makes a person of a department, and only of one that there is', async () => {
    const of = (...department: string[]) =>
      setUser('5001', 'a long password', ['--role', 'department', ...department]);
    expect(await of()).toBe(2);
    expect(await of('--department', 'bureau.nowhere')).toBe(1);
    expect(await setUser('5001', 'a long password', ['--department', 'group.water'])).toBe(2);
    expect(await of('--department', 'bureau.jianghan')).toBe(0);
    const page = 'department';
    const credentials = { workNo: '5001', password: 'a long password', deskId: randomUUID() };
    expect((await hubClient(hub.url()).auth.signIn({ ...credentials, page })).user).toMatchObject({
      role: 'department',
      departmentId: 'bureau.jianghan',
    });
  });

  it('refuses a short password', async () => {
    expect(await setUser('3001', 'short')).toBe(2);
    expect(await codeOf(signIn('3001', 'short'))).toBe('hub.badCredentials');
  });
});

describe('what IT does beside a running hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const run = (name: string, ...args: string[]) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const file = join(import.meta.dirname, '..', '..', '..', 'src', 'hub', name);
      const all = [file, '--data', hub.dataFolder, ...args];
      const child = execFile(process.execPath, all, (_, output) =>
        resolve({ code: child.exitCode ?? -1, output }),
      );
    });

  it('disables a user: sessions end, the right password is told why, a wrong one is not', async () => {
    const { client } = await signInAt(hub.url(), '1001');
    expect((await run('set-user.ts', '--work-no', '1001', '--disable')).code).toBe(0);
    expect(await codeOf(client.changes.pull({ since: 0, limit: 1 }))).toBe('hub.sessionExpired');
    expect(await codeOf(signInAt(hub.url(), '1001'))).toBe('hub.accountDisabled');
    const wrong = { workNo: '1001', password: 'wrong', deskId: randomUUID() };
    expect(await codeOf(hubClient(hub.url()).auth.signIn(wrong))).toBe('hub.badCredentials');
    expect((await run('set-user.ts', '--work-no', '4711', '--disable')).code).toBe(1);
  });

  it('lists desks, disables one and releases its key', async () => {
    const desk = aKeyedDesk();
    const { client } = await signInProven(hub.url(), '1001', { desk });
    expect((await run('set-desk.ts')).output).toContain(desk.deskId);
    await run('set-desk.ts', '--disable', desk.deskId);
    expect(await codeOf(client.changes.pull({ since: 0, limit: 1 }))).toBe('hub.sessionExpired');
    expect(await codeOf(signInProven(hub.url(), '1001', { desk }))).toBe('hub.deskDisabled');
    await run('set-desk.ts', '--release', desk.deskId);
    await expect(signInProven(hub.url(), '1001', { desk })).resolves.toBeDefined();
  });
});
