import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUploader } from '../../../src/main/areas/recordings/upload/uploader.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { hubAddressOf } from '../../../src/shared/contract/hub-address.ts';
import { createNodeSegmentFs } from '../../../src/shared/node/segment-fs.ts';
import { signInAt, type SignedInDesk } from '../../support/hub-client.ts';
import { createRecordingsHost } from '../../support/recordings-host.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { startTestHub, type RunningHub } from '../../support/running-hub.ts';
import { createSampleChunks } from '../../support/sample-chunks.ts';
import { until } from '../../support/until.ts';

let folder: string;
let hub: RunningHub;
let desk: SignedInDesk;
let token: string;
let host: ReturnType<typeof createRecordingsHost>;
let stop: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-hub-'));
  hub = await startTestHub();
  desk = await signInAt(hub.url(), '1001');
  token = desk.token;
  host = createRecordingsHost({ folder, hubKeys: () => desk.session.keys });
  await host.service.start();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await running;
  await host.service.close();
  host.close();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

function startUploader() {
  const uploader = createUploader({
    queries: host.uploads,
    fs: createNodeSegmentFs(),
    folder,
    deskKey: async () => host.deskKey,
    hub: {
      address: () => hubAddressOf(hub.url()),
      keys: () => desk.session.keys,
      accessToken: async () => token,
      refuse: () => {
        token = desk.token;
      },
      receipt: async (recordingId, segment) => {
        try {
          return await desk.client.recordings.receipt({ recordingId, segment });
        } catch (error) {
          throw fromWireError(error);
        }
      },
    },
    clock: host.clock,
    timers: {
      wait: async (ms, signal) => {
        await sleep(ms / 100, undefined, { signal }).catch(() => undefined);
      },
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    },
    logger: silentLogger,
    random: Math.random,
    newId: randomUUID,
    onStatus: () => undefined,
    onSynced: () => undefined,
  });
  running = uploader.run(stop.signal);
}

async function record(): Promise<string> {
  const recordingId = randomUUID();
  await host.service.begin({ recordingId, callId: randomUUID(), startedAt: 1_700_000_000_000 });
  const chunks = createSampleChunks();
  for (let seq = 0; seq < 5; seq += 1)
    await host.service.appendChunk(recordingId, seq, chunks.next());
  await host.service.finish({ recordingId, chunkCount: 5, durationMs: 1000 });
  return recordingId;
}

const syncedCount = () =>
  host.db
    .prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM recording_segments WHERE state = 'synced'`,
    )
    .get()?.n ?? 0;

describe('uploader at the real hub', () => {
  it('gets a signed receipt for what it has sent, also after a token that was refused', async () => {
    const recordingId = await record();
    token = 'no-token-of-this-hub';
    startUploader();
    await until('synced', () => syncedCount() === 1, 15_000);
    const receipt = await desk.client.recordings.receipt({ recordingId, segment: 0 });
    const [row] = await host.queries.segmentsOf(recordingId);
    expect(receipt).toMatchObject({ sha256: row?.sha256, byteLength: row?.byteLength });
  });

  it('waits for room on the disk of the hub', async () => {
    hub.disk.freeBytes = 10;
    const recordingId = await record();
    startUploader();
    const errorOf = () =>
      host.db
        .prepare<[string], { error: string | null }>(
          'SELECT error FROM recording_segments WHERE recording_id = ?',
        )
        .get(recordingId)?.error;
    await until('refused', () => errorOf() === 'upload.hubDiskFull', 15_000);
    hub.disk.freeBytes = 1e12;
    await until('synced', () => syncedCount() === 1, 15_000);
  });
});
