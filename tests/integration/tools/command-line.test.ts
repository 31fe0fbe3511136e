import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHubProcesses } from '../../support/hub-process.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = join(import.meta.dirname, '..', '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** Every npm script of ours, with the program behind it. */
const commands = Object.entries(scripts).flatMap(([name, script]) => {
  const program = /^node tools\/run\.mjs (\S+)$/.exec(script)?.[1];
  return program ? [[name, program] as const] : [];
});

async function run(program: string, args: readonly string[], input = '') {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    cwd: folder,
    env: { ...process.env, DISPLAY: '' },
  });
  child.stdin.end(input);
  const ended = once(child, 'exit');
  const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, out, told, all: out + told };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What only programmers read. */
const innards = /^\s+at |ZodError|Error:|node:internal/m;

describe('every command that people type', () => {
  it('is known to this test', () => {
    expect(commands.map(([name]) => name)).toEqual([
      ...['start', 'hub', 'hub:user', 'hub:verify', 'hub:client', 'hub:audit', 'hub:desk'],
      ...['demo', 'test'],
      ...['check', 'bench', 'mutation', 'dev:fake', 'build', 'adr:index', 'flow:page'],
      ...['release:freeze', 'package'],
    ]);
  });

  it.each(commands)(
    '%s --help says what it does and how, with an example',
    async (name, program) => {
      const { code, out, told } = await run(program, ['--help']);
      expect([code, told]).toEqual([0, '']);
      const typed = new RegExp(`npm (?:run )?${name}`);
      expect(out.split('\n').find((line) => line.startsWith('用法：'))).toMatch(typed);
      expect(out.split('\n').find((line) => line.startsWith('例：'))).toMatch(typed);
      const options = out.split('\n').filter((line) => line.startsWith('  --'));
      expect(options.length).toBeGreaterThan(0);
      for (const line of options) expect(line).toMatch(/\p{Script=Han}/u);
    },
  );

  it.each(commands)('%s: an option that there is not is one sentence', async (_name, program) => {
    const { code, out, told, all } = await run(program, ['--no-such-option']);
    expect([code, out]).toEqual([2, '']);
    expect(told).toBe('未执行：没有 --no-such-option 这个选项；用法见 --help\n');
    expect(all).not.toMatch(innards);
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['start', ['--data'], '--data 后面缺少值'],
    ['start', ['--browser=yes'], '--browser 不带值'],
    ['start', ['/srv/desk'], '不认识“/srv/desk”'],
    ['hub', ['--port'], '--port 后面缺少值'],
    ['hub', ['--port', 'many'], '--port：应为 0 至 65535 的整数'],
    ['hub', ['--port', '70000'], '--port：应为 0 至 65535 的整数'],
    ['hub', ['--seed', 'real'], '--seed：只有 demo 一种'],
    ['hub:user', ['--work-no', '1001'], '请用 --data 指明服务器的数据目录'],
    ['hub:client', ['add', '智慧水务'], '请用 --data 指明服务器的数据目录'],
    ['hub:user', ['--data', '--name'], '--data 后面缺少值'],
    ['hub:verify', [], '请用 --data 指明服务器的数据目录'],
    ['hub:audit', ['--limit', 'x', '--data', '.'], '--limit 应为整数'],
    ['hub:desk', ['--release'], '--release 后面缺少值'],
    ['demo', ['--pbx', 'other'], '--pbx 应为 training 或 asterisk'],
    ['test', ['--only', 'units'], '没有 units 这一部分'],
    ['bench', ['nothing'], '没有 nothing 这个测试项'],
    ['bench', ['wire', '--messages', 'many'], '--messages 应为整数'],
  ];
  it.each(wrong)('%s %j is told as "%s"', async (name, args, words) => {
    const program = commands.find(([one]) => one === name)?.[1] ?? '';
    const { code, told, all } = await run(program, args);
    expect(code).toBe(2);
    expect(told).toContain(words);
    expect(told.trim().split('\n')).toHaveLength(1);
    expect(all).not.toMatch(innards);
  });
});

describe('what the hub cannot do', () => {
  const hubs = createHubProcesses();
  afterAll(() => hubs.killAll());

  it('a port that is taken is said with what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, told, all } = await run('src/hub/cli.ts', [
      ...['--data', join(folder, 'taken')],
      ...['--port', String(port)],
    ]);
    server.close();
    expect(code).toBe(1);
    expect(told).toContain(
      `未执行：端口已被占用，可能已经启动过一个；请先停止它，或用 --port 换一个端口：端口 ${port}（EADDRINUSE）`,
    );
    expect(all).not.toMatch(innards);
  });

  it('a data folder that is a file, and a database that is none', async () => {
    writeFileSync(join(folder, 'file'), '');
    const file = await run('src/hub/cli.ts', ['--data', join(folder, 'file'), '--port', '0']);
    expect(file.code).toBe(1);
    expect(file.told).toMatch(/未执行：(?:同名的文件已经存在|路径中有一段是文件)/);
    expect(file.all).not.toMatch(innards);
  });

  it('a password that is too short is misuse, told without the password', async () => {
    const data = join(folder, 'hub');
    await hubs.start(data);
    const args = ['--data', data, '--work-no', '1001', '--name', '坐席', '--role', 'agent'];
    const { code, told, all } = await run('src/hub/set-user.ts', args, 'short7\n');
    expect([code, told]).toEqual([2, '未执行：密码至少 10 位；用法见 --help\n']);
    expect(all).not.toContain('short7');
    const noRole = await run('src/hub/set-user.ts', args.slice(0, 6), 'a good password\n');
    expect([noRole.code, noRole.told]).toEqual([
      2,
      '未执行：--role：请指明角色：agent、lead、admin、officer、auditor、department；用法见 --help\n',
    ]);
  });
});
