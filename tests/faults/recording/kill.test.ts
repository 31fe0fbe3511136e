import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { recordingSchema } from '../../../src/shared/contract/recordings/schemas.ts';
import { scanOgg } from '../../../src/shared/ogg/ogg-scanner.ts';
import { decodeOgg } from '../../support/decoded-audio.ts';

const program = fileURLToPath(
  new URL('../../support/recording-writer-process.ts', import.meta.url),
);
const reportSchema = z.strictObject({ recording: recordingSchema, bytes: z.base64() });

let folder: string;
let deskKey: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-'));
  deskKey = randomBytes(32).toString('hex');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function run(task: 'write' | 'sweep') {
  return spawn(process.execPath, [program, folder, deskKey, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Kills a writing host after `ms` of writing; gives the number of the last chunk it has acknowledged. */
async function writeAndKill(ms: number): Promise<number> {
  const child = run('write');
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (lines: string) => output.push(lines));
  await once(child.stdout, 'data');
  await sleep(ms);
  await kill(child);
  const lines = output.join('').split('\n');
  return Number(lines.at(-2));
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

describe('a host killed while it records', () => {
  it('loses nothing it has acknowledged; the recording is closed, queued and plays', async () => {
    const killedAfterMs: number[] = [];
    onTestFailed(() => {
      process.stderr.write(`killed after ${killedAfterMs.join(', ')} ms of writing\n`);
    });
    for (let round = 0; round < 4; round += 1) {
      const ms = Math.round(Math.random() * 400);
      killedAfterMs.push(ms);
      const lastSeq = await writeAndKill(ms);
      const sweep = run('sweep');
      const { recording, bytes } = reportSchema.parse(JSON.parse(await text(sweep.stdout)));
      expect(recording).toMatchObject({ state: 'closed', error: null });
      const sound = Buffer.from(bytes, 'base64');
      const { pages, damage } = scanOgg(sound);
      expect(damage).toEqual([]);
      // Two header pages, then two pages of 100 ms in each chunk; the one in hand may be there as well.
      const chunkCount = (pages.length - 2) / 2;
      expect(chunkCount).toBeGreaterThanOrEqual(lastSeq + 1);
      expect(chunkCount).toBeLessThanOrEqual(lastSeq + 2);
      const { durationMs, errors } = await decodeOgg(sound);
      expect(errors).toBe(0);
      expect(Math.abs(durationMs - chunkCount * 200)).toBeLessThan(30);
      expect(Math.abs(recording.durationMs - durationMs)).toBeLessThan(30);
    }
  });
});
