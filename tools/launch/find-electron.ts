import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCaptured } from '../run-captured.ts';

const day = 24 * 3_600_000;
const downloadLimitMs = 120_000;

/** Path of Electron's binary; `null` when it is not on this machine. `ELECTRON_OVERRIDE_DIST_PATH` names another folder. */
export function findElectron(root: string, env: NodeJS.ProcessEnv): string | null {
  const home = join(root, 'node_modules', 'electron');
  const pathFile = join(home, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

export interface DownloadOptions {
  readonly root: string;
  /** Remembers a failure for a day, so that an office without internet does not wait at each start. */
  readonly failureFile: string;
  readonly announce: (line: string) => void;
}

/** Lets the npm package download its binary, once a day at most. `null` where it cannot be had. */
export async function downloadElectron(options: DownloadOptions): Promise<string | null> {
  const { root, failureFile, announce } = options;
  if (existsSync(failureFile) && Date.now() - statSync(failureFile).mtimeMs < day) return null;
  announce('正在下载 Electron …');
  const script = join(root, 'node_modules', 'electron', 'install.js');
  const signal = AbortSignal.timeout(downloadLimitMs);
  await runCaptured(process.execPath, [script], { cwd: root, signal }).catch(() => null);
  const binary = findElectron(root, process.env);
  if (binary === null) writeFileSync(failureFile, 'Electron could not be downloaded.\n');
  else rmSync(failureFile, { force: true });
  return binary;
}
