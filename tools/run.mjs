// Entry of every npm script: plain JavaScript that any Node >= 20 can run. It makes sure that the npm packages are
// there (also after an interrupted install or a changed lock file), then runs the given TypeScript tool on the Node
// that the project pins, with the rest of the arguments.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [tool, ...args] = process.argv.slice(2);
const windows = process.platform === 'win32';
const stamp = join(root, 'node_modules', '.installed-from');
const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail('Node 20 或更新版本是必需的。', 'Node 20 or newer is needed; install it and run the command again.');
}

const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(pinnedNode);
if (!installed) {
  console.log('[setup] installing npm packages (npm ci) …');
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  });
  if (npm.status !== 0 || !existsSync(pinnedNode)) {
    fail('npm 包安装失败。', 'npm ci failed: check the network and the npm registry, then run the same command again.');
  }
  writeFileSync(stamp, lock);
}

const child = spawnSync(pinnedNode, [join(root, tool), ...args], { cwd: process.cwd(), stdio: 'inherit' });
process.exit(child.status ?? 1);

function fail(chinese, english) {
  console.error(`[setup] ${chinese}\n[setup] ${english}`);
  process.exit(1);
}
