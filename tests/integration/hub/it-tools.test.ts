import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demonstrationPassword as password } from '../../../src/hub/seed/seed-users.ts';
import { up as init } from '../../../src/hub/storage/migrations/0010-init.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { aKeyedDesk, codeOf, signInProven } from '../../support/hub-client.ts';
import { callOpen } from '../../support/open-client.ts';
import { createHubProcesses } from '../../support/hub-process.ts';

const programs = join(import.meta.dirname, '..', '..', '..', 'src', 'hub');

/** Runs a program of IT as a process of its own. */
async function run(name: string, args: readonly string[], input = '') {
  const child = spawn(process.execPath, [join(programs, name), ...args]);
  child.stdin.end(input);
  const ended = once(child, 'exit');
  const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, out, told };
}

/** Each tool, with what it needs. */
const tools = [
  ['list-audit.ts', []],
  ['set-client.ts', []],
  ['set-desk.ts', []],
  ['set-desk.ts', ['--disable', '00000000-0000-4000-8000-000000000001']],
  ['set-user.ts', ['--work-no', '1001', '--disable']],
  ['set-user.ts', ['--work-no', '1001', '--name', '坐席', '--role', 'agent']],
  ['verify.ts', []],
] as const;
/** They all open the database by the same way. */
const someTools = [tools[0], tools[3]] as const;

describe('the programs of IT beside a running hub', () => {
  const hubs = createHubProcesses();
  let folder: string;
  let hub: Awaited<ReturnType<typeof hubs.start>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'it-tools-'));
    hub = await hubs.start(folder);
  });
  afterAll(async () => {
    await hubs.killAll();
    rmSync(folder, { recursive: true });
  });
  const tool = async (name: string, ...args: string[]) => {
    const ran = await run(name, ['--data', folder, ...args]);
    const isHurt = hub.hasEnded() || hub.log().includes('hub.unexpected');
    if (isHurt) throw new Error(`the hub does not go on beside ${name}: ${hub.log()}`);
    return ran;
  };
  const pull = ({ client }: Awaited<ReturnType<typeof signInProven>>) =>
    client.changes.pull({ since: 0, limit: 1 });

  it('hub:client gives a token that is told once, another one, and takes it away', async () => {
    const status = async (token: string) => (await callOpen(hub.url, token, 'GET /tickets')).status;
    const added = await tool('set-client.ts', 'add', '统计系统', '--scope', 'tickets');
    const token = added.out.trim();
    expect([added.code, await status(token)]).toEqual([0, 200]);
    const again = await tool('set-client.ts', 'add', '统计系统', '--scope', 'tickets');
    expect([again.code, again.out, again.told]).toEqual([1, '', expect.stringContaining('roll')]);
    const rolled = await tool('set-client.ts', 'roll', '统计系统');
    expect([await status(token), await status(rolled.out.trim())]).toEqual([200, 200]);
    const listed = await tool('set-client.ts');
    expect(listed.out).toContain('统计系统  tickets  每分钟 60 次  最近使用');
    expect(listed.out).not.toContain(token);
    await tool('set-client.ts', 'revoke', '统计系统');
    expect([await status(token), await status(rolled.out.trim())]).toEqual([401, 401]);
    for (const wrong of [
      ['add', '名称', '--scope', 'everything'],
      ['add', '名称', '--scope', 'names'],
      ['add', '名称', '--scope', 'results'],
      ['add', '有 空格', '--scope', 'tickets'],
      ['add', '名称', '--scope', 'tickets', '--per-minute', '0'],
      ['drop', '统计系统'],
    ]) {
      const { code, out, told } = await tool('set-client.ts', ...wrong);
      expect([wrong, code === 0, out]).toEqual([wrong, false, '']);
      expect(told).not.toContain('ZodError');
    }
  });

  it('hub:audit tells who signed in and who was refused, newest first', async () => {
    const desk = aKeyedDesk();
    await signInProven(hub.url, '1003', { desk, password });
    await codeOf(signInProven(hub.url, '1003', { desk, password: 'wrong' }));
    const { code, out } = await tool('list-audit.ts', '--desk', desk.deskId);
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { action: 'signInRefused', workNo: '1003', code: 'hub.badCredentials', deskProven: true },
      { action: 'signedIn', workNo: '1003', deskProven: true, address: '127.0.0.1' },
      { action: 'deskEnrolled', subjectId: desk.deskId },
    ]);
    expect((await tool('list-audit.ts', '--work-no', '4711')).out).toBe('');
  });

  it('hub:desk lists, disables and releases', async () => {
    const desk = aKeyedDesk();
    const signedIn = await signInProven(hub.url, '1004', { desk, password });
    expect((await tool('set-desk.ts')).out).toContain(`${desk.deskId}  登记于`);
    const disabled = await tool('set-desk.ts', '--disable', desk.deskId);
    expect([disabled.code, disabled.out]).toEqual([0, expect.stringContaining('停用于')]);
    expect(await codeOf(pull(signedIn))).toBe('hub.sessionExpired');
    expect(await codeOf(signInProven(hub.url, '1004', { desk, password }))).toBe(
      'hub.deskDisabled',
    );
    expect((await tool('set-desk.ts', '--release', desk.deskId)).code).toBe(0);
    await expect(signInProven(hub.url, '1004', { desk, password })).resolves.toBeDefined();
  });

  it('hub:desk says so when there is no such desk', async () => {
    const typo = randomUUID();
    const { code, told } = await tool('set-desk.ts', '--disable', typo);
    expect(code).toBe(1);
    expect(told).toBe(`未执行：没有编号为 ${typo} 的座席，请从列表中复制\n`);
  });

  it('hub:user --disable ends the sessions at once, and the same command without it takes it back', async () => {
    const signedIn = await signInProven(hub.url, '1005', { password });
    const disabled = await tool('set-user.ts', '--work-no', '1005', '--disable');
    expect([disabled.code, disabled.out]).toEqual([0, '工号 1005 已停用\n']);
    expect(await codeOf(pull(signedIn))).toBe('hub.sessionExpired');
    expect(await codeOf(signInProven(hub.url, '1005', { password }))).toBe('hub.accountDisabled');
    const args = ['--data', folder, '--work-no', '1005', '--name', '坐席', '--role', 'agent'];
    expect((await run('set-user.ts', args, 'a new password\n')).code).toBe(0);
    await expect(
      signInProven(hub.url, '1005', { password: 'a new password' }),
    ).resolves.toBeDefined();
  });

  it('hub:verify reads the archive', async () => {
    expect(await tool('verify.ts')).toMatchObject({
      code: 0,
      told: expect.stringContaining('全部与入库时一致'),
    });
  });

  it.each([
    ['set-user.ts', ['--work-no', '1001'], '请指明姓名'],
    ['set-user.ts', ['--work-no', '张三', '--disable'], '工号为 1 至 16 位数字或字母'],
    ['set-desk.ts', ['--disable', 'x'], '编号应为 UUID'],
    ['list-audit.ts', ['--limit', 'x'], 'limit'],
    ['list-audit.ts', ['--nonsense'], '未执行'],
  ])('%s %j: what is wrong is one line, without a stack', async (name, args, words) => {
    const { code, told } = await tool(name, ...args);
    expect(code).toBe(2);
    expect(told).toContain(words);
    expect(told.trim().split('\n')).toHaveLength(1);
  });
});

describe('the programs of IT in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'it-tools-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, 'hub.db');
  const left = () =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .toSorted()
      .map((name) => {
        const path = join(folder, name);
        const bytes = statSync(path).isFile() ? readFileSync(path) : '';
        return [name, createHash('sha256').update(bytes).digest('hex')];
      });
  /** Refused in plain words; nothing was made and nothing changed. */
  const expectRefused = async (name: string, args: readonly string[], words: string) => {
    const before = left();
    const { code, told } = await run(name, ['--data', folder, ...args], 'a good password\n');
    expect(code).toBe(1);
    expect(told).toContain(words);
    expect(told.trim().split('\n')).toHaveLength(1);
    expect(left()).toEqual(before);
  };

  it.each(tools)('without a hub: %s %j makes none', async (name, args) => {
    await expectRefused(name, args, '里没有服务器的数据');
  });

  it.each(someTools)('of something else: %s %j leaves it alone', async (name, args) => {
    writeFileSync(file(), 'this is no database, but it lies where one should be');
    await expectRefused(name, args, 'hub.db 不是服务器的数据库');
    rmSync(file());
    const foreign = new Database(file());
    foreign.exec('create table other (x)');
    foreign.close();
    await expectRefused(name, args, 'hub.db 不是服务器的数据库');
  });

  it.each(someTools)('of an older hub: %s %j migrates nothing', async (name, args) => {
    const database = new Database(file());
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
    const provider = { getMigrations: async () => ({ '0010-init': { up: init } }) };
    await new Migrator({ db, provider }).migrateToLatest();
    await db.destroy();
    await expectRefused(name, args, '旧版本的服务器');
  });

  it.each(someTools)('of a newer hub: %s %j changes nothing', async (name, args) => {
    await (await openStore(file())).close();
    const database = new Database(file());
    database.exec(`insert into kysely_migration values ('9999-later', '2027-01-01')`);
    database.pragma('wal_checkpoint(truncate)');
    database.close();
    await expectRefused(name, args, '更新版本的服务器');
  });

  it.each(tools)('%s %j asks for --data when it is left out', async (name, args) => {
    const { code, told } = await run(name, args);
    expect([code, told]).toEqual([2, '未执行：请用 --data 指明服务器的数据目录；用法见 --help\n']);
  });
});
