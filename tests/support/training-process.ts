import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { heldBy, spawnProbed } from './probed-process.ts';

const cli = resolve(import.meta.dirname, '../../src/training/cli.ts');

/** The training PBX as a process of its own, with the account 8001. */
export interface TrainingProcess {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly secret: string;
  /** Everything on its standard error so far. */
  log(): string;
  /** Bytes it holds after a full collection. */
  held(): Promise<number>;
  /** `null` while it lives. */
  exited(): number | string | null;
  stop(): Promise<void>;
}

export async function startTrainingProcess(): Promise<TrainingProcess> {
  const secret = 'a test secret';
  const args = [cli, '--account', `8001=${secret}`];
  const { child, stdout, stderr } = spawnProbed(args, 'pipe');
  let log = '';
  stderr.on('data', (bytes: Buffer) => {
    log += bytes.toString();
  });
  const [line] = await once(createInterface(stdout), 'line');
  const { url }: { url: string } = JSON.parse(String(line));
  const exited = () => child.signalCode ?? child.exitCode;
  return {
    pid: child.pid ?? 0,
    port: Number(new URL(url).port),
    url,
    secret,
    log: () => log,
    held: () => heldBy(child),
    exited,
    async stop() {
      if (exited() !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
