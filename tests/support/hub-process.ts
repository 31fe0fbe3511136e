import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { breakIt, heldBy, spawnProbed } from './probed-process.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'hub', 'cli.ts');

/** Hubs as processes of their own, with the demonstration accounts, so that a test can kill them. */
export function createHubProcesses() {
  const children: ChildProcess[] = [];
  const spawnHub = (args: readonly string[]) => {
    const { child, stdout, stderr } = spawnProbed([cli, ...args], 'ignore');
    children.push(child);
    let log = '';
    stderr.on('data', (bytes: Buffer) => {
      log += bytes.toString();
    });
    return { child, stdout, log: () => log, exitCode: () => ended(child) };
  };
  return {
    spawn: spawnHub,
    /** Resolves with the address once the hub answers. */
    async start(dataFolder: string) {
      const spawned = spawnHub(['--data', dataFolder, '--port', '0', '--seed', 'demo']);
      const { child, stdout } = spawned;
      const [line] = await once(createInterface({ input: stdout }), 'line');
      const ready: { event: string; url: string } = JSON.parse(String(line));
      return {
        url: ready.url,
        pid: child.pid ?? 0,
        log: spawned.log,
        /** Bytes it holds after a full collection. */
        held: () => heldBy(child),
        /** Throws an error in it that nobody catches; resolves with the exit code. */
        breakIt: () => {
          breakIt(child);
          return ended(child);
        },
        hasEnded: () => child.exitCode !== null || child.signalCode !== null,
        kill: () => stop(child, 'SIGKILL'),
        terminate: () => stop(child, 'SIGTERM'),
      };
    },
    async killAll(): Promise<void> {
      for (const child of children.splice(0)) await stop(child, 'SIGKILL');
    },
  };
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  return ended(child);
}

/** The exit code; `null` when a signal ended it. */
async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
