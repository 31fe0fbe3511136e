import { readFileSync, readdirSync } from 'node:fs';

/** What a process of this machine holds, as Linux tells it (`proc(5)`). */
export interface Burden {
  readonly rssMb: number;
  /** Open files and sockets. */
  readonly handles: number;
}

export function burdenOf(pid: number): Burden {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  return { rssMb: Number(kilobytes) / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}
