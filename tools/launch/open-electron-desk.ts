import { spawn } from 'node:child_process';
import { sandboxSwitches } from '../browser.ts';
import type { CleanUp } from './clean-up.ts';

export interface ElectronDeskOptions {
  readonly root: string;
  /** Path of Electron's binary. */
  readonly electron: string;
  readonly dataFolder: string;
  readonly cleanUp: CleanUp;
}

/** Runs the built desk in Electron until it is closed. Throws when it does not end well. */
export async function openElectronDesk(options: ElectronDeskOptions): Promise<void> {
  const { root, electron, dataFolder, cleanUp } = options;
  const args = [root, `--data=${dataFolder}`, ...sandboxSwitches(process.getuid?.())];
  const child = spawn(electron, args, { stdio: 'inherit' });
  const ended = new Promise<number>((done, fail) => {
    child.once('exit', (code) => done(code ?? 0));
    child.once('error', fail);
  });
  cleanUp.add('Electron', async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  });
  const code = await ended;
  if (code !== 0) throw new Error(`Electron 以代码 ${code} 结束`);
}
