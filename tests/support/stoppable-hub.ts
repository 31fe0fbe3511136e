import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Service, startService } from '../../tools/launch/start-service.ts';
import { freePort } from './free-port.ts';

/** A hub as a process of its own with the demonstration data, always at the same address. */
export interface StoppableHub {
  readonly url: string;
  log(): string;
  /** Starts it on its data; nothing when it runs. */
  start(): Promise<void>;
  /** SIGKILL, as by a power cut. */
  kill(): Promise<void>;
  /** Ends it and forgets its data. */
  remove(): Promise<void>;
}

const cli = join(import.meta.dirname, '..', '..', 'src', 'hub', 'cli.ts');

/** Reserves the address; the hub runs only after `start`. */
export async function createStoppableHub(): Promise<StoppableHub> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-hub-'));
  const port = await freePort();
  const logFile = join(folder, 'hub.log');
  let service: Service | null = null;
  return {
    url: `http://127.0.0.1:${port}`,
    log: () => readFileSync(logFile, 'utf8'),
    async start() {
      service ??= await startService({
        name: 'hub',
        args: [cli, '--data', join(folder, 'data'), '--port', String(port), '--seed', 'demo'],
        readyEvent: 'hub.ready',
        logFile,
        timeoutMs: 60_000,
      });
    },
    async kill() {
      if (service === null) return;
      process.kill(service.pid, 'SIGKILL');
      await service.gone;
      service = null;
    },
    async remove() {
      await service?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
