import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { hubClient } from './hub-client.ts';
import { aTicketSave } from './hub-values.ts';

/** An honest desk in a thread of its own, so that the attack beside it does not slow down the watch with which it measures. */
const { url, token, act } = workerData as { url: string; token: string; act: 'pull' | 'command' };
const client = hubClient(url, token);
const times: number[] = [];
const failures: string[] = [];
let isOver = false;

parentPort?.once('message', () => {
  isOver = true;
});
// The first one loads what is needed; it measures nothing.
await client.changes.pull({ since: 0, limit: 1 });
parentPort?.postMessage('ready');
while (!isOver) {
  const begun = performance.now();
  try {
    if (act === 'pull') await client.changes.pull({ since: 0, limit: 1 });
    else
      await client.commands.submit({ commandId: randomUUID(), command: aTicketSave(randomUUID()) });
    times.push(performance.now() - begun);
  } catch (error) {
    failures.push(String(error));
  }
  await new Promise((resolve) => setTimeout(resolve, 40));
}
parentPort?.postMessage({ times, failures });
