import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { heldBy, spawnProbed } from './probed-process.ts';
import { aDataDirectory, removeDirectory } from './host/desk-host.ts';

const main = resolve(import.meta.dirname, '../../src/main/node/main.ts');

/** The browser host as a process of its own, on data and pages that are made for it. */
export interface HostProcess {
  readonly directory: string;
  readonly pid: number;
  readonly port: number;
  readonly deskUrl: string;
  readonly phoneUrl: string;
  /** The grants of its pages, as they lie in its folder. */
  grants(): readonly unknown[];
  /** Everything on its standard error so far. */
  log(): string;
  /** Bytes it holds after a full collection. */
  held(): Promise<number>;
  /** `null` while it lives. */
  exited(): number | string | null;
  /** Ends it by SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL where it still lives, and its folder with it. */
  remove(): Promise<void>;
}

export async function startHostProcess(config: unknown = {}): Promise<HostProcess> {
  const directory = aDataDirectory(config);
  for (const page of ['desk', 'phone']) {
    mkdirSync(join(directory, 'pages', page), { recursive: true });
    writeFileSync(join(directory, 'pages', page, 'index.html'), `<title>${page}</title>`);
  }
  const args = [main, '--data', directory, '--pages', join(directory, 'pages'), '--port', '0'];
  const { child, stdout, stderr } = spawnProbed(args, 'pipe');
  let log = '';
  stderr.on('data', (bytes: Buffer) => {
    log += bytes.toString();
  });
  const [line] = await once(createInterface(stdout), 'line');
  const ready: { port: number; deskUrl: string; phoneUrl: string } = JSON.parse(String(line));
  return {
    ...ready,
    directory,
    pid: child.pid ?? 0,
    grants() {
      const file = join(directory, 'door-grants.json');
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
    },
    log: () => log,
    held: () => heldBy(child),
    exited: () => child.signalCode ?? child.exitCode,
    stop: () => end(child, 'SIGTERM'),
    async remove() {
      await end(child, 'SIGKILL');
      removeDirectory(directory);
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
