import { spawn } from 'node:child_process';
import { sandboxSwitches } from '../browser.ts';
import type { CleanUp } from './clean-up.ts';
import { stopChild } from './stop-child.ts';

export interface ElectronDeskOptions {
  readonly root: string;
  /** Path of Electron's binary. */
  readonly electron: string;
  readonly dataFolder: string;
  /** Offers the demonstration accounts on the sign-in page. */
  readonly demo: boolean;
  readonly cleanUp: CleanUp;
  /** Of the embedded hub, when `desk.json` names none. */
  readonly hubUrl?: string | undefined;
}

/** A desk in mid-call holds a quit back, and a host may take 5 s to close: after this it is killed. */
const quitLimitMs = 8000;

/** Runs the built desk in Electron until it is closed. Throws when it does not end well. */
export async function openElectronDesk(options: ElectronDeskOptions): Promise<void> {
  const { root, electron, dataFolder, demo, cleanUp, hubUrl } = options;
  const hub = hubUrl === undefined ? [] : [`--hub=${hubUrl}`];
  const args = [root, `--data=${dataFolder}`, ...hub, ...(demo ? ['--demo'] : [])];
  const child = spawn(electron, [...args, ...sandboxSwitches(process.getuid?.())], {
    stdio: 'inherit',
  });
  const ended = new Promise<number>((done, fail) => {
    child.once('exit', (code) => done(code ?? 0));
    child.once('error', fail);
  });
  cleanUp.add('Electron', () => stopChild(child, quitLimitMs));
  const code = await ended;
  if (code !== 0) throw new Error(`Electron 已退出（代码 ${code}）`);
}
