import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startService } from '../../../tools/launch/start-service.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotline-service-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(source: string, timeoutMs = 10_000) {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, source);
  const logFile = join(folder, 'log');
  return startService({ name: '程序', args: [program], readyEvent: 'ready', logFile, timeoutMs });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('startService', () => {
  it('gives the ready line and stops the program', async () => {
    const service = await start(
      `console.log('noise'); console.log('{"event":"ready","url":"x"}'); setInterval(() => {}, 1000);`,
    );
    expect(service.ready).toEqual({ event: 'ready', url: 'x' });
    await service.stop();
    expect(isRunning(service.pid)).toBe(false);
  });

  it('says which log to read when the program ends or stays silent, and leaves nothing running', async () => {
    await expect(start(`console.error('why'); process.exit(3);`)).rejects.toThrow('启动失败');
    await expect.poll(() => readFileSync(join(folder, 'log'), 'utf8')).toContain('why');
    const silent = `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); setInterval(() => {}, 1000);`;
    await expect(start(silent, 1500)).rejects.toThrow('未完成启动');
    expect(isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false);
  });
});
