import { randomBytes, randomUUID } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanOgg } from '../../../src/shared/ogg/ogg-scanner.ts';
import { damageByte } from '../../support/hub-upload.ts';
import { createRecordingsHost } from '../../support/recordings-host.ts';
import { createSampleChunks } from '../../support/sample-chunks.ts';

type Host = ReturnType<typeof createRecordingsHost>;

let folder: string;
let host: Host;
const running = new Set<string>();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'));
  host = createRecordingsHost({
    folder: join(folder, 'recordings'),
    isCallRunning: (callId) => running.has(callId),
  });
  await host.service.start();
});
afterEach(async () => {
  await host.service.close();
  host.close();
  await rm(folder, { recursive: true, force: true });
});

const startedAt = 1_700_000_000_000;

async function beginRecording(service = host.service) {
  const ids = { recordingId: randomUUID(), callId: randomUUID() };
  await service.begin({ ...ids, startedAt });
  return ids;
}

async function audioOf(service: Host['service'], recordingId: string): Promise<Buffer> {
  const audio = await service.openAudio(recordingId);
  if (!audio) throw new Error('no local audio');
  const parts = await Array.fromAsync(audio.read({ start: 0, end: audio.byteLength }));
  const bytes = Buffer.concat(parts);
  expect(bytes.byteLength).toBe(audio.byteLength);
  return bytes;
}

const filePath = (name: string) => join(folder, 'recordings', name);
const commands = () =>
  host.db
    .prepare<[], { kind: string; body: string }>('SELECT kind, body FROM outbox ORDER BY seq')
    .all();

describe('recordings service', () => {
  it('stores chunks, closes the file and queues it together with its row', async () => {
    const { recordingId, callId } = await beginRecording();
    const chunks = createSampleChunks();
    for (const seq of [0, 1, 2]) {
      expect(await host.service.appendChunk(recordingId, seq, chunks.next())).toEqual({
        kind: 'stored',
      });
    }
    await host.service.appendChunk(recordingId, 3, chunks.end());
    await host.service.finish({ recordingId, chunkCount: 4, durationMs: 614 });
    const [recording] = await host.service.list(10);
    expect(recording).toMatchObject({ recordingId, callId, state: 'closed', durationMs: 614 });
    const waiting = await host.uploads.nextUpload();
    const file = await readFile(filePath(`${recordingId}.0.hdseg`));
    expect(waiting).toMatchObject({ recordingId, segment: 0, byteLength: file.byteLength });
    expect(commands().map(({ kind }) => kind)).toEqual(['recordingRow', 'recordingEvent']);
    const { pages, damage } = scanOgg(await audioOf(host.service, recordingId));
    expect(damage).toEqual([]);
    expect(pages.at(-1)?.last).toBe(true);
    const timeline = await host.service.timeline(recordingId);
    expect(timeline).toMatchObject({ stepMs: 100, marks: [{ kind: 'hold', fromMs: 100 }] });
    expect(timeline?.agentPeaks).toHaveLength(6);
  });

  it('answers for each chunk: there already, missing before it, unknown recording, no chunk', async () => {
    const { recordingId } = await beginRecording();
    const chunks = createSampleChunks();
    const first = chunks.next();
    await host.service.appendChunk(recordingId, 0, first);
    expect(await host.service.appendChunk(recordingId, 0, first)).toEqual({ kind: 'stored' });
    expect(await host.service.appendChunk(recordingId, 5, first)).toEqual({
      kind: 'gap',
      expectedSeq: 1,
    });
    await expect(host.service.appendChunk(randomUUID(), 0, first)).rejects.toMatchObject({
      code: 'recording.notFound',
    });
    await expect(host.service.appendChunk(recordingId, 1, randomBytes(9))).rejects.toMatchObject({
      code: 'input.invalid',
    });
    const finish = { recordingId, chunkCount: 2, durationMs: 0 };
    await expect(host.service.finish(finish)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('repeats of begin and finish change nothing', async () => {
    const { recordingId, callId } = await beginRecording();
    await host.service.begin({ recordingId, callId, startedAt });
    await host.service.appendChunk(recordingId, 0, createSampleChunks().next());
    const finish = { recordingId, chunkCount: 1, durationMs: 200 };
    await host.service.finish(finish);
    await host.service.finish(finish);
    expect(commands()).toHaveLength(2);
    expect(await readdir(join(folder, 'recordings'))).toEqual([`${recordingId}.0.hdseg`]);
  });

  it('gives any byte range of the sound', async () => {
    const { recordingId } = await beginRecording();
    const chunks = createSampleChunks();
    for (const seq of [0, 1, 2, 3]) await host.service.appendChunk(recordingId, seq, chunks.next());
    const whole = await audioOf(host.service, recordingId);
    const audio = await host.service.openAudio(recordingId);
    for (const [start, end] of [
      [0, 1],
      [100, 333],
      [whole.byteLength - 1, whole.byteLength],
    ] as const) {
      const part = Buffer.concat(await Array.fromAsync(audio?.read({ start, end }) ?? []));
      expect(part.equals(whole.subarray(start, end))).toBe(true);
    }
  });

  it('closes what a kill left open at the last whole frame and queues it', async () => {
    const { recordingId } = await beginRecording();
    const chunks = createSampleChunks();
    for (const seq of [0, 1, 2]) await host.service.appendChunk(recordingId, seq, chunks.next());
    const path = filePath(`${recordingId}.0.hdseg`);
    await truncate(path, (await readFile(path)).byteLength - 20);
    const next = host.restart();
    await next.start();
    expect(await next.list(1)).toMatchObject([{ recordingId, state: 'closed', error: null }]);
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([{ kind: 'recovered' }]);
    expect(await host.uploads.nextUpload()).toMatchObject({ recordingId, segment: 0 });
    const { pages, damage } = scanOgg(await audioOf(next, recordingId));
    expect(damage).toEqual([]);
    expect(pages).toHaveLength(2 + 4);
  });

  it('goes on in a new segment when the host restarts during the call', async () => {
    const { recordingId } = await beginRecording();
    const chunks = createSampleChunks();
    for (const seq of [0, 1]) await host.service.appendChunk(recordingId, seq, chunks.next());
    const next = host.restart();
    await next.start();
    const third = chunks.next();
    expect(await next.appendChunk(recordingId, 1, third)).toEqual({ kind: 'stored' });
    await next.appendChunk(recordingId, 2, third);
    await next.appendChunk(recordingId, 3, chunks.end());
    await next.finish({ recordingId, chunkCount: 4, durationMs: 600 });
    expect(await host.queries.segmentsOf(recordingId)).toMatchObject([
      { segment: 0, state: 'closed' },
      { segment: 1, state: 'closed' },
    ]);
    const { pages, damage } = scanOgg(await audioOf(next, recordingId));
    expect(damage).toEqual([]);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
  });

  it('closes what its phone page left behind once the call is over and no chunk has come for a while', async () => {
    const { recordingId, callId } = await beginRecording();
    const chunks = createSampleChunks();
    await host.service.appendChunk(recordingId, 0, chunks.next());
    const state = async () => (await host.service.list(1))[0]?.state;
    running.add(callId);
    host.pass(60_000);
    await host.service.closeLeftovers();
    expect(await state()).toBe('writing');
    running.delete(callId);
    await host.service.appendChunk(recordingId, 1, chunks.next());
    host.pass(10_000);
    await host.service.closeLeftovers();
    expect(await state()).toBe('writing');
    host.pass(6000);
    await host.service.closeLeftovers();
    expect(await state()).toBe('closed');
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([{ kind: 'recovered' }]);
    expect(await host.uploads.nextUpload()).toMatchObject({ recordingId, segment: 0 });
    // The page was there after all: nothing is lost, the rest goes to a new segment.
    const stored = await host.service.appendChunk(recordingId, 2, chunks.end());
    expect(stored).toEqual({ kind: 'stored' });
    await host.service.finish({ recordingId, chunkCount: 3, durationMs: 600 });
    expect(scanOgg(await audioOf(host.service, recordingId)).damage).toEqual([]);
  });

  it('says of a recording of nothing why there is no sound, once the call is over, and never sends it', async () => {
    const { recordingId, callId } = await beginRecording();
    const shown = async (service: typeof host.service) => (await service.list(1))[0];
    const next = host.restart();
    await next.start();
    // The page may still come back with the first chunk.
    expect(await shown(next)).toMatchObject({ state: 'writing', error: null });
    running.add(callId);
    host.pass(60_000);
    await next.closeLeftovers();
    expect(await shown(next)).toMatchObject({ state: 'writing' });
    running.delete(callId);
    await next.closeLeftovers();
    const told = { recordingId, state: 'damaged', error: 'recording.notStarted' };
    expect(await shown(next)).toMatchObject(told);
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([
      { kind: 'notStarted', code: 'recording.notStarted' },
    ]);
    expect(commands().map(({ kind }) => kind)).toEqual(['recordingRow', 'recordingEvent']);
    const sent = host.db.prepare<[], { body: string }>('SELECT body FROM outbox').all();
    for (const { body } of sent) expect(body).toContain('"recording.notStarted"');
    expect(await host.uploads.nextUpload()).toBeNull();
    await next.closeLeftovers();
    expect(commands()).toHaveLength(2);
  });

  it('is in no hurry after a start: a page that comes back goes on in a recording of nothing', async () => {
    const { recordingId } = await beginRecording();
    const next = host.restart();
    await next.start();
    host.pass(14_000);
    await next.closeLeftovers();
    const chunks = createSampleChunks();
    expect(await next.appendChunk(recordingId, 0, chunks.next())).toEqual({ kind: 'stored' });
    await next.appendChunk(recordingId, 1, chunks.end());
    await next.finish({ recordingId, chunkCount: 2, durationMs: 200 });
    expect((await next.list(1))[0]).toMatchObject({ state: 'closed', error: null });
    expect(await host.queries.segmentsOf(recordingId)).toMatchObject([
      { segment: 0, state: 'closed' },
      { segment: 1, state: 'closed' },
    ]);
    expect(scanOgg(await audioOf(next, recordingId)).damage).toEqual([]);
  });

  it('says it, too, of a recording that its page finishes without a chunk', async () => {
    const { recordingId } = await beginRecording();
    await host.service.finish({ recordingId, chunkCount: 0, durationMs: 40 });
    expect((await host.service.list(1))[0]).toMatchObject({
      state: 'damaged',
      error: 'recording.notStarted',
    });
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([
      { kind: 'finished', code: 'recording.notStarted' },
    ]);
    expect(await host.uploads.nextUpload()).toBeNull();
  });

  it('sends what is in the file when the recorder broke and the host had not closed it yet', async () => {
    const { recordingId } = await beginRecording();
    await host.service.appendChunk(recordingId, 0, createSampleChunks().next());
    // A recorder that broke names no chunks, and this host has not had the disk to close the file.
    const next = host.restart();
    await next.finish({ recordingId, chunkCount: 0, durationMs: 200 });
    expect((await next.list(1))[0]).toMatchObject({ state: 'closed', error: null });
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([
      { kind: 'finished', code: null },
    ]);
    expect(await host.uploads.nextUpload()).toMatchObject({ recordingId, segment: 0 });
  });

  it.each([
    ['that cannot be read', (path: string) => damageByte(path, 4), 'recording.damaged'],
    ['that is gone', unlink, 'recording.notFound'],
  ] as const)('never says of a file %s that nothing was recorded', async (_, spoil, error) => {
    const { recordingId } = await beginRecording();
    await host.service.appendChunk(recordingId, 0, createSampleChunks().next());
    await spoil(filePath(`${recordingId}.0.hdseg`));
    const next = host.restart();
    await next.start();
    host.pass(60_000);
    await next.closeLeftovers();
    expect((await next.list(1))[0]).toMatchObject({ state: 'damaged', error });
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([
      { kind: 'recovered', code: null },
    ]);
  });

  it('takes back that nothing was recorded when a chunk comes after all', async () => {
    const { recordingId } = await beginRecording();
    const next = host.restart();
    await next.start();
    host.pass(60_000);
    await next.closeLeftovers();
    expect((await next.list(1))[0]).toMatchObject({ error: 'recording.notStarted' });
    await next.appendChunk(recordingId, 0, createSampleChunks().next());
    await next.finish({ recordingId, chunkCount: 1, durationMs: 200 });
    expect((await next.list(1))[0]).toMatchObject({ state: 'closed', error: null });
    expect((await audioOf(next, recordingId)).byteLength).toBeGreaterThan(0);
  });

  it('never closes a recording that is begun while the sweep runs', async () => {
    const begun = await Promise.all([
      beginRecording(),
      host.service.closeLeftovers(),
      beginRecording(),
      host.service.closeLeftovers(),
    ]);
    for (const made of begun) {
      if (!made) continue;
      expect(await host.queries.recordingEvents(made.recordingId)).toEqual([]);
      expect(await host.queries.segmentsOf(made.recordingId)).toMatchObject([{ state: 'writing' }]);
    }
  });

  it('starts although one file cannot be read, and takes in the others', async () => {
    const { recordingId } = await beginRecording();
    await host.service.appendChunk(recordingId, 0, createSampleChunks().next());
    host.db.exec('DELETE FROM recording_segments; DELETE FROM recordings');
    const unreadable = `${randomUUID()}.0.hdseg`;
    await mkdir(filePath(unreadable));
    const next = host.restart();
    await next.start();
    expect(await next.list(2)).toMatchObject([{ recordingId, state: 'closed' }]);
    expect(await readdir(join(folder, 'recordings'))).toContain(unreadable);
  });

  it('adopts a file without a row by what its header says', async () => {
    const { recordingId, callId } = await beginRecording();
    await host.service.appendChunk(recordingId, 0, createSampleChunks().next());
    host.db.exec('DELETE FROM recording_segments; DELETE FROM recordings');
    const next = host.restart();
    await next.start();
    expect(await next.list(1)).toMatchObject([
      { recordingId, callId, agentWorkNo: '1001', startedAt, state: 'closed' },
    ]);
  });

  it('puts aside what it cannot understand and deletes nothing', async () => {
    await writeFile(filePath('notes.txt'), 'keep me');
    await writeFile(filePath(`${randomUUID()}.0.hdseg`), randomBytes(2000));
    await host.restart().start();
    expect(await readdir(join(folder, 'recordings'))).toEqual(['lost']);
    expect(await readdir(filePath('lost'))).toHaveLength(2);
    expect(await readFile(filePath('lost/notes.txt'), 'utf8')).toBe('keep me');
  });

  it('says so when the file of a waiting recording is gone', async () => {
    const { recordingId } = await beginRecording();
    await host.service.appendChunk(recordingId, 0, createSampleChunks().next());
    await host.service.finish({ recordingId, chunkCount: 1, durationMs: 200 });
    await unlink(filePath(`${recordingId}.0.hdseg`));
    const next = host.restart();
    await next.start();
    expect(await next.list(1)).toMatchObject([{ state: 'damaged', error: 'recording.notFound' }]);
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([
      { kind: 'finished' },
      { kind: 'stopped', code: 'recording.notFound' },
    ]);
  });

  it('keeps events of recordings and tells the hub', async () => {
    const { recordingId, callId } = await beginRecording();
    await host.service.report({
      recordingId,
      callId,
      at: startedAt,
      kind: 'silent',
      code: 'recording.silent',
    });
    expect(commands().map(({ kind }) => kind)).toEqual(['recordingRow', 'recordingEvent']);
    expect(await host.queries.recordingEvents(recordingId)).toMatchObject([{ kind: 'silent' }]);
  });
});
