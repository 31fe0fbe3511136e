import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { freezeRelease } from './release/freeze-release.ts';

/**
 * `npm run release:freeze [-- NAME]`: what this release is and writes, into `tests/fixtures/released/NAME` (by default the commit).
 * To be run in the tree of that commit, without changes, once it has been given out as a release, and never again for it: later
 * releases are tested against it as it was. Says why, and exits with 1, when it does not.
 */
const root = join(import.meta.dirname, '..');
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

await runCommand(async () => {
  const { words } = readCommandLine({
    name: 'npm run release:freeze',
    what: '把本次发布的程序和它写出的数据存入 tests/fixtures/released，供以后的版本对照测试',
    options: {},
    words: '名称，默认为提交编号',
    example: '1.2.0',
  });
  const name = words[0] ?? git('rev-parse', '--short=7', 'HEAD');
  const folder = join(root, 'tests', 'fixtures', 'released', name);
  if (!/^\w[\w-]*(?:\.[\w-]+)*$/.test(name))
    throw new Refusal(`名称只能有字母、数字、“-”和“.”：${name}`);
  if (existsSync(folder)) throw new Refusal(`${folder} 已经存在：发布过的内容不再改变`);
  const changed = git('status', '--porcelain', '--', 'src', 'tests/support', 'package-lock.json');
  if (changed !== '') throw new Refusal(`工作目录与提交不一致，有未提交的改动：${changed}`);
  await freezeRelease(root, folder, (line) => console.log(`[freeze] ${line}`));
});
