import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCodeOf } from '../../../src/shared/app-error.ts';
import { createNodeSegmentFs } from '../../../src/shared/node/segment-fs.ts';
import { scanOgg } from '../../../src/shared/ogg/ogg-scanner.ts';
import { createFailingFs } from '../../support/failing-fs.ts';
import { createRecordingsHost } from '../../support/recordings-host.ts';
import { createSampleChunks } from '../../support/sample-chunks.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const chunkCount = 4;

/** A call of four chunks through a recorder that tries each chunk again until it is stored, as the real one does. */
async function recordCall(operation: number, errno: string, times: number) {
  const failing = createFailingFs(createNodeSegmentFs());
  const place = join(folder, `${errno}-${times}-${operation}`);
  const host = createRecordingsHost({ folder: place, fs: failing.fs });
  await host.service.start();
  failing.failAt(operation, errno, times);
  const recordingId = randomUUID();
  const codes = new Set<string>();
  const attempt = async (work: () => Promise<unknown>) => {
    for (let left = 10; left > 0; left -= 1) {
      try {
        return await work();
      } catch (error) {
        codes.add(errorCodeOf(error));
      }
    }
    throw new Error('never stored');
  };
  const begin = { recordingId, callId: randomUUID(), startedAt: 1 };
  await host.service.begin(begin).catch((error: unknown) => codes.add(errorCodeOf(error)));
  const chunks = createSampleChunks();
  const sent: Uint8Array[] = [];
  for (let seq = 0; seq < chunkCount; seq += 1) {
    const chunk = seq === chunkCount - 1 ? chunks.end() : chunks.next();
    sent.push(chunk);
    await attempt(() => host.service.appendChunk(recordingId, seq, chunk));
  }
  await host.service.finish({ recordingId, chunkCount, durationMs: 614 });
  const operations = failing.operations();
  // The disk is well again: what could not be closed is closed by the next look at it.
  failing.failAt(Infinity, errno);
  await host.service.closeLeftovers();
  const audio = await host.service.openAudio(recordingId);
  const bytes = Buffer.concat(
    await Array.fromAsync(audio?.read({ start: 0, end: Infinity }) ?? []),
  );
  const [recording] = await host.service.list(1);
  host.close();
  return { bytes, recording, codes, operations };
}

const faults = [
  ['ENOSPC', 1],
  ['EIO', 1],
  ['ENOSPC', 3],
  ['EIO', 7],
] as const;

describe('a call on a failing disk', () => {
  it.each(faults)('loses nothing wherever %s strikes, %i times in a row', async (errno, times) => {
    const untroubled = await recordCall(Infinity, errno, 1);
    expect(untroubled.codes.size).toBe(0);
    let faulted = 0;
    // Fail at the 1st, 2nd, 3rd … operation until the call gets through without meeting the fault.
    for (let operation = 0; ; operation += 1) {
      const result = await recordCall(operation, errno, times);
      expect(result.bytes.equals(untroubled.bytes)).toBe(true);
      expect(result.recording).toMatchObject({ state: 'closed', durationMs: 614, error: null });
      expect([...result.codes].filter((code) => !code.startsWith('recording.'))).toEqual([]);
      if (operation >= result.operations) break;
      faulted += 1;
    }
    expect(faulted).toBeGreaterThan(10);
    const { pages, damage } = scanOgg(untroubled.bytes);
    expect(damage).toEqual([]);
    expect(pages.at(-1)?.last).toBe(true);
  });

  it('says that the disk is full when it is, and not otherwise', async () => {
    expect([...(await recordCall(2, 'ENOSPC', 9)).codes]).toContain('recording.diskFull');
    expect([...(await recordCall(2, 'EIO', 9)).codes]).toEqual(['recording.writeFailed']);
  });
});
