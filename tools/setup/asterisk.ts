import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runCaptured } from '../run-captured.ts';
import { aptInstall, aptUnavailable, aptUpdate, debianMirror } from './apt.ts';

/** Debian suite that carries Asterisk 22; the script name is one that Debian 12's debootstrap has. */
const suite = 'forky';
const suiteScript = 'sid';
/** Raise it when the steps below change: an older root is then built anew. */
const recipe = 'asterisk-1';

/** Why Asterisk cannot be had on this machine, in one line; `null` when it can. */
export function asteriskUnavailable(): string | null {
  return aptUnavailable();
}

/**
 * Root folder of a small Debian with Asterisk 22, built once (about a minute, 600 MB) below `/var/cache/hotline-desk` or
 * `HOTLINE_LAB_DIR` and then reused. It is built beside and renamed, so a run that was broken off leaves nothing that
 * looks finished. Progress goes to `announce`, the programs' output to `setup.log` in the same folder.
 */
export async function setUpAsterisk(announce: (line: string) => void): Promise<string> {
  const home = process.env['HOTLINE_LAB_DIR'] ?? '/var/cache/hotline-desk/asterisk';
  const root = join(home, recipe);
  if (existsSync(root)) return root;
  mkdirSync(home, { recursive: true });
  removeLeftovers(home);
  const logFile = join(home, 'setup.log');
  writeFileSync(logFile, '');
  const log = (text: string): void => appendFileSync(logFile, text);
  announce(`building a Debian ${suite} with Asterisk 22 in ${home}, once; output in ${logFile}`);
  const building = `${root}.${process.pid}`;
  await build(building, log);
  if (existsSync(root)) rmSync(building, { recursive: true, force: true });
  else renameSync(building, root);
  announce('Asterisk 22 is there');
  return root;
}

async function build(root: string, log: (text: string) => void): Promise<void> {
  if (!existsSync('/usr/sbin/debootstrap')) await aptInstall(['debootstrap'], log);
  let mirror = await debianMirror();
  if (mirror === null) {
    // A new machine has no package lists yet, and apt names its targets by them.
    await aptUpdate(log);
    mirror = await debianMirror();
  }
  if (mirror === null)
    throw new Error('apt names no Debian mirror: run `apt-get update` and try again');
  const step = async (program: string, args: readonly string[]): Promise<void> => {
    const { code, output } = await runCaptured(program, args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      onOutput: log,
    });
    if (code !== 0)
      throw new Error(`${program} failed while setting up Asterisk:\n${output.slice(-600)}`);
  };
  await step('/usr/sbin/debootstrap', [
    '--variant=minbase',
    '--include=ca-certificates',
    suite,
    root,
    mirror,
    suiteScript,
  ]);
  await step('chroot', [root, 'apt-get', 'install', '-y', '--no-install-recommends', 'asterisk']);
  await step('chroot', [root, 'apt-get', 'clean']);
  // Asterisk started as root gives up the right to write what belongs to others.
  const owned = ['var/lib/asterisk', 'var/log/asterisk', 'var/spool/asterisk'];
  await step('chown', ['-R', 'root:root', ...owned.map((path) => join(root, path))]);
  mkdirSync(join(root, 'lab'));
}

/** Half-built roots of runs that are gone. */
function removeLeftovers(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = Number(/\.(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !existsSync(`/proc/${pid}`))
      rmSync(join(home, name), { recursive: true, force: true });
  }
}
