import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { damages } from '../../support/archive-damage.ts';
import { createRecordingsHost } from '../../support/recordings-host.ts';
import { createSampleChunks } from '../../support/sample-chunks.ts';

const startedAt = 1_700_000_000_000;

describe('what a desk plays of its own files is what it has closed', () => {
  let folder: string;
  let host: ReturnType<typeof createRecordingsHost>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    host = createRecordingsHost({ folder });
    await host.service.start();
  });
  afterEach(async () => {
    await host.service.close();
    host.close();
    await rm(folder, { recursive: true, force: true });
  });

  const pathOf = (recordingId: string, segment = 0) =>
    join(folder, `${recordingId}.${segment}.hdseg`);
  const begun = async () => {
    const ids = { recordingId: randomUUID(), callId: randomUUID() };
    await host.service.begin({ ...ids, startedAt });
    const chunks = createSampleChunks();
    for (let seq = 0; seq < 8; seq += 1)
      await host.service.appendChunk(ids.recordingId, seq, chunks.next());
    return ids.recordingId;
  };
  const closed = async () => {
    const recordingId = await begun();
    await host.service.finish({ recordingId, chunkCount: 8, durationMs: 1600 });
    return recordingId;
  };
  const hear = async (recordingId: string, service = host.service) => {
    const audio = await service.openAudio(recordingId);
    if (!audio) throw new Error('no local audio');
    return Buffer.concat(await Array.fromAsync(audio.read({ start: 0, end: audio.byteLength })));
  };
  const expectDamaged = async (recordingId: string, service = host.service) => {
    const damaged = { code: 'recording.damaged' };
    await expect(hear(recordingId, service)).rejects.toMatchObject(damaged);
    await expect(service.timeline(recordingId)).rejects.toMatchObject(damaged);
  };
  const swap = async (first: string, second: string) => {
    const [one, two] = [await readFile(first), await readFile(second)];
    await writeFile(first, two);
    await writeFile(second, one);
  };

  it.each(damages)('refuses a closed file with %s', async (_, change) => {
    const recordingId = await closed();
    const whole = await hear(recordingId);
    const bytes = await readFile(pathOf(recordingId));
    await writeFile(pathOf(recordingId), change(bytes));
    await expectDamaged(recordingId);
    await writeFile(pathOf(recordingId), bytes);
    expect((await hear(recordingId)).equals(whole)).toBe(true);
  });

  it('refuses both of two closed files that were swapped', async () => {
    const [first, second] = [await closed(), await closed()];
    await swap(pathOf(first), pathOf(second));
    await expectDamaged(first);
    await expectDamaged(second);
  });

  it('never takes the unfinished file of one recording for another’s', async () => {
    const [first, second] = [await begun(), await begun()];
    await swap(pathOf(first), pathOf(second));
    const next = host.restart();
    await next.start();
    for (const recordingId of [first, second]) {
      await expectDamaged(recordingId, next);
      expect((await host.queries.segmentsOf(recordingId))[0]).toMatchObject({
        state: 'damaged',
        error: 'recording.damaged',
      });
    }
  });

  it('says that a part is missing which was lost, and plays the rest', async () => {
    const recordingId = await begun();
    const next = host.restart();
    await next.start();
    const chunks = createSampleChunks();
    for (let seq = 0; seq < 8; seq += 1) chunks.next();
    for (let seq = 8; seq < 12; seq += 1) await next.appendChunk(recordingId, seq, chunks.next());
    await next.finish({ recordingId, chunkCount: 12, durationMs: 2400 });
    await unlink(pathOf(recordingId, 1));
    const third = host.restart();
    await third.start();
    expect(await third.timeline(recordingId)).toMatchObject({
      flaws: ['missing'],
      marks: [{ kind: 'gap' }],
    });
    expect((await hear(recordingId, third)).byteLength).toBeGreaterThan(0);
  });

  it('has no flaws while it is being written', async () => {
    const recordingId = await begun();
    expect((await host.service.timeline(recordingId))?.flaws).toBeUndefined();
  });
});
