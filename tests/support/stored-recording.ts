import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Recording } from '../../src/shared/domain/recordings/recording.ts';
import type { SignedInDesk } from './hub-client.ts';
import { makeSegment, uploadWhole } from './hub-upload.ts';
import { aCall, aRecording } from './hub-values.ts';
import type { RunningHub } from './running-hub.ts';

/** Where a recording lies: its segments in order, as names below the archive's folder and as whole paths. */
export interface StoredRecording {
  readonly recordingId: string;
  readonly callId: string;
  readonly files: readonly string[];
  readonly paths: readonly string[];
}

/** A call with a recording in the hub's archive: a segment for each of `segments`, a chunk for each of its texts. `told`: what its desk says of it. */
export async function storeRecording(
  hub: RunningHub,
  desk: SignedInDesk,
  segments: readonly (readonly string[])[],
  told: Partial<Recording> = {},
): Promise<StoredRecording> {
  const place = { recordingId: randomUUID(), callId: randomUUID() };
  const parts = [];
  let firstSeq = 0;
  for (const [segment, texts] of segments.entries()) {
    const chunks = texts.map((text) => [{ kind: 'audio' as const, bytes: Buffer.from(text) }]);
    parts.push(await makeSegment(desk.session.keys, { ...place, segment, firstSeq, chunks }));
    firstSeq += texts.length;
  }
  const byteLength = parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  for (const command of [
    { kind: 'callRecord', call: aCall(place) },
    { kind: 'recordingRow', recording: aRecording({ ...place, byteLength, ...told }) },
  ] as const)
    await desk.client.commands.submit({ commandId: randomUUID(), command });
  for (const part of parts)
    expect((await uploadWhole(hub.url(), desk.token, part)).status).toBe(204);
  const archive = join(hub.dataFolder, 'archive');
  const names = await readdir(archive, { recursive: true });
  const files = names.filter((name) => name.includes(place.recordingId)).toSorted();
  return { ...place, files, paths: files.map((file) => join(archive, file)) };
}
