import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UploadMetadata } from '../../src/shared/contract/http-paths.ts';
import type { HubKeys } from '../../src/shared/contract/session/schemas.ts';
import { createNodeSegmentFs } from '../../src/shared/node/segment-fs.ts';
import { openSegmentFile } from '../../src/shared/node/segment-reader.ts';
import { createSegment } from '../../src/shared/node/segment-writer.ts';
import { type RecordingEntry, encodeEntries } from '../../src/shared/recording/entries.ts';
import type { SignedInDesk } from './hub-client.ts';

export interface TestSegment {
  readonly bytes: Buffer;
  readonly metadata: UploadMetadata;
}

/** A real encrypted segment file, as a desk writes it. One chunk per element of `chunks`. */
export async function makeSegment(
  keys: HubKeys,
  options: {
    recordingId?: string;
    callId?: string;
    segment?: number;
    firstSeq?: number;
    chunks?: readonly (readonly RecordingEntry[])[];
    agentWorkNo?: string;
  } = {},
): Promise<TestSegment> {
  const folder = await mkdtemp(join(tmpdir(), 'segment-'));
  const { recordingId = randomUUID(), callId = randomUUID(), segment = 0, firstSeq = 0 } = options;
  const chunks = options.chunks ?? [[{ kind: 'audio', bytes: randomBytes(20_000) }]];
  const writer = await createSegment({
    fs: createNodeSegmentFs(),
    folder,
    recordingId,
    callId,
    segment,
    firstSeq,
    agentWorkNo: options.agentWorkNo ?? '1001',
    startedAt: 0,
    deskKey: randomBytes(32),
    hub: { keyId: keys.wrapKeyId, publicKeyPem: keys.wrapPublicKeyPem },
  });
  const encoder = new TextEncoder();
  for (const [index, entries] of chunks.entries()) {
    await writer.append(
      firstSeq + index,
      encodeEntries(entries, (text) => encoder.encode(text)),
    );
  }
  await writer.finish({ nextSeq: firstSeq + chunks.length, reason: 'finished' });
  const path = join(folder, writer.fileName);
  const bytes = await readFile(path);
  const handle = await createNodeSegmentFs().openForReading(path);
  const { header } = await openSegmentFile(handle);
  await handle.close();
  await rm(folder, { recursive: true });
  const metadata = {
    recordingId,
    callId,
    segment: String(segment),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    wrappedKey: header.hubKey?.wrapped ?? '',
    wrapKeyId: header.hubKey?.keyId ?? '',
  };
  return { bytes, metadata };
}

/** Plain tus 1.0 requests, so that a test can stop at any point. */
export function tusClient(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  return {
    create: (segment: TestSegment, byteLength = segment.bytes.byteLength) =>
      fetch(`${url}/uploads`, {
        method: 'POST',
        headers: {
          ...headers,
          'upload-length': String(byteLength),
          'upload-metadata': metadataHeader(segment.metadata),
        },
      }),
    patch: (location: string, offset: number, bytes: Uint8Array) =>
      fetch(new URL(location, url), {
        method: 'PATCH',
        headers: {
          ...headers,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        body: Buffer.from(bytes),
      }),
    head: (location: string) => fetch(new URL(location, url), { method: 'HEAD', headers }),
  };
}

export function metadataHeader(metadata: UploadMetadata): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(String(value)).toString('base64')}`)
    .join(',');
}

/** Creates an upload and sends all bytes in one request; the answer of the last request. */
export async function uploadWhole(
  url: string,
  token: string,
  segment: TestSegment,
): Promise<Response> {
  const tus = tusClient(url, token);
  const created = await tus.create(segment);
  if (created.status !== 201) return created;
  return tus.patch(created.headers.get('location') ?? '', 0, segment.bytes);
}

/** The hub's receipt of a segment, asked for by the desk; `null` = none yet. */
export function receiptOf({ client }: SignedInDesk, { metadata }: TestSegment) {
  const { recordingId, segment } = metadata;
  return client.recordings.receipt({ recordingId, segment: Number(segment) });
}

/** Status and code of an answer that refuses. */
export async function refusal(response: Response): Promise<readonly [number, unknown]> {
  return [response.status, (await response.json()).code];
}

/** Overwrites one byte of a file in place. */
export async function damageByte(path: string, position: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.from([0xff]), 0, 1, position);
  await file.close();
}
