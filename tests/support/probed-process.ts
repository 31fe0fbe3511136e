import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { vi } from 'vitest';

/** Bytes that a process holds after a full collection: what it cannot give back, whatever the allocator keeps. */
export interface HeldMemory {
  readonly heapUsed: number;
  /** Outside the heap of JavaScript, buffers included. */
  readonly external: number;
}

/** What a probed process does when it is told. */
export type Order = 'held' | 'break';

/** Starts a program of Node that can be asked by `heldBy` and broken by `breakIt`. */
export function spawnProbed(args: readonly string[], stdin: 'ignore' | 'pipe') {
  const probe = ['--expose-gc', '--import', new URL('./process-probe.ts', import.meta.url).href];
  const child = spawn(process.execPath, [...probe, ...args], {
    stdio: [stdin, 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  // `spawn` knows its pipes by type only without the channel.
  if (stdout === null || stderr === null) throw new Error('no pipes');
  return { child, stdout, stderr };
}

/** Collects the garbage of a process started with `spawnProbed`, and says what is left, in bytes. */
export async function heldBy(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('held' satisfies Order);
  const [held] = await answer;
  const { heapUsed, external } = held as HeldMemory;
  return heapUsed + external;
}

/** Throws an error in the middle of a process started with `spawnProbed`, where nobody catches it. */
export function breakIt(child: ChildProcess): void {
  child.send('break' satisfies Order);
}

const mebibyte = 2 ** 20;
/** What a process may keep of its first storm: code that it has loaded and compiled, statements, pools. */
const ofTheFirst = 8 * mebibyte;
/** What two more storms of the same size may add. */
const ofMore = 4 * mebibyte;

/**
 * Storms a process three times and waits each time until it holds little more than before: what it remembers does not
 * grow with what it was sent. Its resident size says less, because an allocator gives back when it likes. Gives what was held, in MB.
 */
export async function expectMemoryBack(
  held: () => Promise<number>,
  storm: (round: number) => Promise<unknown>,
): Promise<readonly string[]> {
  const levels = [await held()];
  for (const round of [0, 1, 2]) {
    await storm(round);
    const [start = 0, afterFirst] = levels;
    const limit = afterFirst === undefined ? start + ofTheFirst : afterFirst + ofMore;
    let now = 0;
    await vi.waitUntil(async () => (now = await held()) <= limit, {
      timeout: 20_000,
      interval: 200,
    });
    levels.push(now);
  }
  return levels.map((bytes) => (bytes / mebibyte).toFixed(1));
}
