import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSipp } from '../../tools/setup/sipp.ts';

const scenario = join(import.meta.dirname, '..', 'fixtures', 'sipp', 'trunk-call.xml');

/** A call that comes by the trunk. */
export interface TrunkCall {
  /** sipp's exit code: 0 when the call was taken and ended by the other side. */
  readonly ended: Promise<number | null>;
  stop(): void;
}

/** Calls `number` at the trunk's address by sipp, which waits until it is hung up; `callerName` goes out byte by byte. */
export async function placeTrunkCall(
  port: number,
  number: string,
  callerName: Uint8Array = new Uint8Array(),
): Promise<TrunkCall> {
  const sipp = await ensureSipp(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hotline-trunk-'));
  const named = `From: "${Buffer.from(callerName).toString('latin1')}" <`;
  const text = readFileSync(scenario, 'latin1');
  const file = join(folder, 'call.xml');
  writeFileSync(file, callerName.length === 0 ? text : text.replaceAll('From: <', named), 'latin1');
  const child = spawn(
    sipp,
    [
      ...[`127.0.0.1:${port}`, '-s', number, '-sf', file, '-i', '127.0.0.1', '-mi', '127.0.0.1'],
      ...['-m', '1', '-nostdin', '-timeout', '60s', '-timeout_error'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      rmSync(folder, { recursive: true, force: true });
      resolve(code);
    });
  });
  return { ended, stop: () => void child.kill() };
}
