import { join } from 'node:path';
import { AppError } from '../../../../shared/app-error.ts';
import type { HubKeys } from '../../../../shared/contract/session/schemas.ts';
import type { Receipt } from '../../../../shared/contract/recordings/schemas.ts';
import type { HubAddress } from '../../../../shared/contract/hub-address.ts';
import type { UploadMetadata } from '../../../../shared/contract/http-paths.ts';
import { type ErrorCode, isErrorCode } from '../../../../shared/error-codes.ts';
import { segmentFileName, segmentKeyContext } from '../../../../shared/node/segment-format.ts';
import type { SegmentHandle } from '../../../../shared/node/segment-fs.ts';
import { unwrapKeyForDesk, wrapKeyForHub } from '../../../../shared/node/segment-key.ts';
import { hashSegment } from '../../../../shared/node/segment-repair.ts';
import type { SegmentRow } from '../../../storage/recording-rows.ts';
import { openOwnFile } from '../segment-files.ts';
import { checkReceipt } from './check-receipt.ts';
import { attemptUpload } from './tus-attempt.ts';
import type { UploaderDeps } from './uploader-deps.ts';

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/**
 * Brings one segment to the hub, continuing where an earlier attempt ended, and gives its checked receipt. Throws
 * `upload.*`, `hub.*` or `recording.*`; the segment stays as it is and may be sent again.
 */
export async function sendSegment(
  deps: UploaderDeps,
  segment: SegmentRow,
  options: SendOptions,
): Promise<Receipt> {
  const { hub } = deps;
  const keys = hub.keys();
  const address = hub.address();
  if (address === null) throw new AppError('hub.notConfigured');
  if (!keys) throw new AppError('hub.sessionExpired', { detail: 'no keys' });
  const { recordingId, segment: number } = segment;
  // Without a URL it may be a first time, or the answer to the last bytes was lost together with it.
  const known = segment.uploadUrl === null ? await hub.receipt(recordingId, number) : null;
  if (!known) await sendBytes(deps, segment, { ...options, keys, address });
  const receipt = known ?? (await hub.receipt(recordingId, number));
  if (!receipt) {
    await deps.queries.setUploadUrl(recordingId, number, null);
    throw new AppError('upload.badReceipt', { detail: 'none after the last byte' });
  }
  checkReceipt(receipt, segment, keys);
  return receipt;
}

type SendBytes = SendOptions & { readonly keys: HubKeys; readonly address: HubAddress };

async function sendBytes(deps: UploaderDeps, segment: SegmentRow, send: SendBytes): Promise<void> {
  const path = join(deps.folder, segmentFileName(segment.recordingId, segment.segment));
  const handle = await deps.fs.openForReading(path);
  try {
    const metadata = await metadataOf(deps, segment, { handle, keys: send.keys });
    const token = await deps.hub.accessToken();
    const outcome = await attemptUpload({
      ...send,
      handle,
      metadata,
      token,
      timers: deps.timers,
      byteLength: segment.byteLength,
      uploadUrl: segment.uploadUrl && send.address.upload(segment.uploadUrl),
      onUrl: (url) => void keep(deps, deps.queries.setUploadUrl(...placeOf(segment), url)),
      onAccepted: (bytes) =>
        void keep(deps, deps.queries.setUploadedBytes(...placeOf(segment), bytes)),
    });
    if (outcome.kind === 'unreadable') await expectWhole(segment, handle);
    if (outcome.kind === 'noAnswer' || outcome.kind === 'unreadable')
      throw new AppError('upload.hubUnreachable');
    if (outcome.kind === 'refused') await refuse(deps, segment, { ...outcome, token, handle });
  } finally {
    await handle.close();
  }
}

const placeOf = ({ recordingId, segment }: SegmentRow) => [recordingId, segment] as const;

/** What is not kept costs sending some bytes again, nothing else. */
async function keep(deps: UploaderDeps, write: Promise<void>): Promise<void> {
  await write.catch((error: unknown) => {
    deps.logger.warn('upload.notKept', { error: String(error) });
  });
}

async function metadataOf(
  deps: UploaderDeps,
  segment: SegmentRow,
  { handle, keys }: { readonly handle: SegmentHandle; readonly keys: HubKeys },
): Promise<UploadMetadata> {
  const { header } = await openOwnFile(handle, segment);
  const { recordingId, callId, hubKey, deskKey } = header;
  const context = segmentKeyContext(recordingId, header.segment);
  const wrappedKey =
    hubKey?.keyId === keys.wrapKeyId
      ? hubKey.wrapped
      : wrapKeyForHub(
          unwrapKeyForDesk(deskKey, await deps.deskKey(), context),
          keys.wrapPublicKeyPem,
        );
  return {
    recordingId,
    callId,
    segment: String(header.segment),
    sha256: segment.sha256 ?? '',
    wrappedKey,
    wrapKeyId: keys.wrapKeyId,
  };
}

interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly token: string;
  readonly handle: SegmentHandle;
}

/** Does what the hub's answer asks for, then throws its code. Only 404, 410 and a wrong hash give up the URL. */
async function refuse(deps: UploaderDeps, segment: SegmentRow, refusal: Refusal): Promise<never> {
  const { status, body, token, handle } = refusal;
  const told = codeIn(body);
  deps.logger.warn('upload.refused', { recordingId: segment.recordingId, status, code: told });
  const dropUrl = () => deps.queries.setUploadUrl(...placeOf(segment), null);
  if (status === 401 || status === 403) {
    deps.hub.refuse(token);
    throw new AppError(status === 401 ? 'hub.sessionExpired' : (told ?? 'hub.forbidden'));
  }
  if (status === 404 || status === 410) {
    await dropUrl();
    throw new AppError('upload.hubUnreachable', { detail: 'upload is gone, begin anew' });
  }
  if (status === 460) {
    await dropUrl();
    await expectWhole(segment, handle);
    throw new AppError('upload.hashMismatch');
  }
  if (status === 507) throw new AppError('upload.hubDiskFull');
  const isRejected = status === 400 || status === 413 || status === 422;
  throw new AppError(isRejected ? 'upload.rejected' : 'upload.hubUnreachable', {
    detail: `status ${status}`,
  });
}

/** Throws `recording.damaged` when the file is not what was closed, and what the disk says when it cannot be read. */
async function expectWhole(segment: SegmentRow, handle: SegmentHandle): Promise<void> {
  const { sha256 } = await hashSegment(handle);
  if (sha256 !== segment.sha256) throw new AppError('recording.damaged');
}

function codeIn(body: string): ErrorCode | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return null;
    return isErrorCode(parsed.code) ? parsed.code : null;
  } catch {
    return null;
  }
}
