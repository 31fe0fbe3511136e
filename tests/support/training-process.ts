import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const cli = resolve(import.meta.dirname, '../../src/training/cli.ts');

/** The training PBX as a process of its own, with the account 8001. */
export interface TrainingProcess {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly secret: string;
  /** Everything on its standard error so far. */
  log(): string;
  /** `null` while it lives. */
  exited(): number | string | null;
  stop(): Promise<void>;
}

export async function startTrainingProcess(): Promise<TrainingProcess> {
  const secret = 'a test secret';
  const child = spawn(process.execPath, [cli, '--account', `8001=${secret}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (bytes: Buffer) => {
    log += bytes.toString();
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url }: { url: string } = JSON.parse(String(line));
  const exited = () => child.signalCode ?? child.exitCode;
  return {
    pid: child.pid ?? 0,
    port: Number(new URL(url).port),
    url,
    secret,
    log: () => log,
    exited,
    async stop() {
      if (exited() !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
