import { Worker } from 'node:worker_threads';

/** How an honest desk was served beside something else. */
export interface Served {
  readonly asked: number;
  readonly failures: readonly string[];
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** An honest desk that asks again and again (`pull`) or saves tickets (`command`), until it is stopped. */
export async function startGoodClient(url: string, token: string, act: 'pull' | 'command') {
  const worker = new Worker(new URL('./good-client-worker.ts', import.meta.url), {
    workerData: { url, token, act },
  });
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return {
    async stop(): Promise<Served> {
      const told = new Promise<{ times: number[]; failures: string[] }>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      worker.postMessage('stop');
      const { times, failures } = await told;
      await worker.terminate();
      const sorted = times.toSorted((one, other) => one - other);
      return {
        asked: times.length + failures.length,
        failures,
        medianMs: sorted[sorted.length >> 1] ?? 0,
        slowestMs: sorted.at(-1) ?? 0,
      };
    },
  };
}
