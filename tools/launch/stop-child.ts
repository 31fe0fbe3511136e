import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const graceMs = 6000;

/** SIGTERM, and SIGKILL when it has not gone after `waitMs`. Harmless when it is gone already or never came to be. */
export async function stopChild(child: ChildProcess, waitMs = graceMs): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), waitMs);
  await gone;
  clearTimeout(timer);
}
