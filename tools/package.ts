import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { build } from './build/build.ts';
import { downloadElectron, findElectron } from './launch/find-electron.ts';
import { builderArgs } from './packaging/builder-args.ts';

/**
 * `npm run package [-- --dir]`: the installer of this system into `out/` (Windows: NSIS, Linux: deb and AppImage), by
 * `electron-builder.yml`. Where Electron's binary cannot be had it says what is needed and makes nothing.
 */
const root = join(import.meta.dirname, '..');
const say = (line: string): void => console.log(`[package] ${line}`);

await runCommand(async () => {
  const { values } = readCommandLine({
    name: 'npm run package',
    what: '制作安装包到 out 目录（Windows：NSIS；Linux：deb 和 AppImage）',
    options: {
      dir: { type: 'boolean', default: false, help: '只做成程序目录，不做安装包' },
    },
    example: '--dir',
  });
  return makeInstaller(values.dir);
});

async function makeInstaller(directoryOnly: boolean): Promise<number> {
  const failureFile = join(root, 'node_modules', '.electron-not-downloaded');
  const electron =
    findElectron(root, process.env) ??
    (await downloadElectron({ root, failureFile, announce: say }));
  if (electron === null) return sayWhatIsNeeded();
  const args = builderArgs({
    platform: process.platform,
    electronFolder: dirname(electron),
    directoryOnly,
  });
  if (args === null) {
    say('安装包只在 Windows 或 Linux 上制作：请在要安装的那种系统上运行本命令。');
    return 1;
  }
  await build(say);
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' });
  say(status === 0 ? `安装包在 ${join(root, 'out')}` : '安装包制作失败，原因见上面的输出。');
  return status ?? 1;
}

function sayWhatIsNeeded(): number {
  say('没有 Electron 的程序文件，也下载不到，因此未制作安装包。可以任选一种办法：');
  say('  1. 在能访问互联网的电脑上运行本命令；');
  say('  2. 用环境变量 ELECTRON_MIRROR 指定单位内部的 Electron 镜像；');
  say(
    '  3. 把与 package.json 同版本的 Electron 压缩包解开，用 ELECTRON_OVERRIDE_DIST_PATH 指定其目录。',
  );
  say('制作 Windows 安装包还需要 NSIS，同样可用 ELECTRON_BUILDER_BINARIES_MIRROR 指定内部镜像。');
  return 1;
}
