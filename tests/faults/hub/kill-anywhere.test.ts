import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demonstrationPassword } from '../../../src/hub/seed/seed-users.ts';
import type { Receipt } from '../../../src/shared/contract/recordings/schemas.ts';
import { hubClient } from '../../support/hub-client.ts';
import { createHubProcesses } from '../../support/hub-process.ts';
import { type TestSegment, makeSegment, tusClient } from '../../support/hub-upload.ts';

const rounds = 5;

describe('kill -9 of the hub at any moment of many uploads', () => {
  let dataFolder: string;
  const processes = createHubProcesses();
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'hub-kills-'));
  });
  afterEach(async () => {
    await processes.killAll();
    await rm(dataFolder, { recursive: true });
  });

  it('loses nothing that had a receipt and leaves nothing that cannot be finished', async () => {
    const deskId = randomUUID();
    const segments: TestSegment[] = [];
    const locations = new Map<TestSegment, string>();
    const receipts = new Map<TestSegment, Receipt>();
    const changedReceipts: string[] = [];

    for (let round = 0; round <= rounds; round += 1) {
      const hub = await processes.start(dataFolder);
      const credentials = { workNo: '1001', password: demonstrationPassword, deskId };
      const { accessToken, keys } = await hubClient(hub.url).auth.signIn(credentials);
      while (segments.length < 40) {
        segments.push(
          await makeSegment(keys, { chunks: [[{ kind: 'audio', bytes: randomBytes(60_000) }]] }),
        );
      }
      const desk = { url: hub.url, token: accessToken, locations, receipts, changedReceipts };
      if (round === rounds) {
        await sendAll(segments, desk);
        break;
      }
      // Cut off in the middle: what is asked next is asked of the next hub.
      const cutOff = sendAll(segments, desk).catch(() => undefined);
      await wait(Math.random() * 400);
      await hub.kill();
      await cutOff;
    }

    expect(changedReceipts).toEqual([]);
    expect(receipts.size).toBe(segments.length);
    const stored = await hashesIn(join(dataFolder, 'archive'));
    expect(stored).toEqual(segments.map(({ metadata }) => metadata.sha256).toSorted());
    // What is left can only be an upload that was begun and never filled, because its address was lost in the kill.
    await processes.killAll();
    await processes.start(dataFolder);
    const left = await readdir(join(dataFolder, 'incoming'));
    const lengths = left.map(async (name) => (await stat(join(dataFolder, 'incoming', name))).size);
    expect((await Promise.all(lengths)).filter((length) => length > 30_000)).toEqual([]);
  });
});

interface Desk {
  readonly url: string;
  readonly token: string;
  readonly locations: Map<TestSegment, string>;
  readonly receipts: Map<TestSegment, Receipt>;
  readonly changedReceipts: string[];
}

/** What a desk does: asks for the receipt, else continues or begins the upload. Notes a receipt that has changed. */
async function sendAll(segments: readonly TestSegment[], desk: Desk): Promise<void> {
  const { recordings } = hubClient(desk.url, desk.token);
  for (const segment of segments) {
    const { recordingId } = segment.metadata;
    const before = await recordings.receipt({ recordingId, segment: 0 });
    const known = desk.receipts.get(segment);
    if (known && JSON.stringify(before) !== JSON.stringify(known))
      desk.changedReceipts.push(recordingId);
    if (!before) await send(segment, desk);
    const receipt = before ?? (await recordings.receipt({ recordingId, segment: 0 }));
    if (receipt) desk.receipts.set(segment, receipt);
  }
}

async function send(segment: TestSegment, { url, token, locations }: Desk): Promise<void> {
  const tus = tusClient(url, token);
  const head = locations.has(segment) ? await tus.head(locations.get(segment) ?? '') : null;
  let offset = Number(head?.headers.get('upload-offset') ?? 0);
  if (head?.status !== 200) {
    const created = await tus.create(segment);
    locations.set(segment, created.headers.get('location') ?? '');
    offset = 0;
  }
  const location = locations.get(segment) ?? '';
  // In two pieces, so that a kill also falls between them.
  for (const end of [30_000, segment.bytes.byteLength]) {
    if (end <= offset) continue;
    await tus.patch(location, offset, segment.bytes.subarray(offset, end));
    offset = end;
  }
}

async function hashesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const hashes = files.map(async ({ parentPath, name }) =>
    createHash('sha256')
      .update(await readFile(join(parentPath, name)))
      .digest('hex'),
  );
  return (await Promise.all(hashes)).toSorted();
}
