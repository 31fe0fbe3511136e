import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Linux counts processor time in hundredths of a second for everybody. */
const ticksPerSecond = 100;

/** Percent of one processor that these processes and nobody else's use during `seconds`. */
export async function cpuShare(pids: () => readonly number[], seconds: number): Promise<number> {
  const before = ticksOf(pids());
  const beganAt = performance.now();
  await setTimeout(seconds * 1000);
  const after = ticksOf(pids());
  let ticks = 0;
  for (const [pid, now] of after) ticks += now - (before.get(pid) ?? 0);
  return (ticks / ticksPerSecond / ((performance.now() - beganAt) / 1000)) * 100;
}

/** Milliseconds of processor that a process has used so far, in steps of ten. */
export function processorMs(pid: number): number {
  return ((ticksOf([pid]).get(pid) ?? 0) * 1000) / ticksPerSecond;
}

/** Chromium's processes that this process has started, directly or not. */
export function ownBrowserPids(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = Number(fieldsOf(Number(name))[1]);
    if (parent >= 0) parents.set(Number(name), parent);
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  return [...parents.keys()].filter((pid) => isOurs(pid) && programOf(pid).includes('chrom'));
}

function ticksOf(pids: readonly number[]): Map<number, number> {
  return new Map(
    pids.map((pid) => {
      const fields = fieldsOf(pid);
      return [pid, Number(fields[11] ?? 0) + Number(fields[12] ?? 0)];
    }),
  );
}

/** Fields of `/proc/PID/stat` after the program's name, which may hold anything. */
function fieldsOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function programOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return '';
  }
}
