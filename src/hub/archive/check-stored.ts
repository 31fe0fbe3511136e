import { AppError } from '../../shared/app-error.ts';
import type { SegmentHandle } from '../../shared/node/segment-fs.ts';
import {
  openSegmentFile,
  readSegment,
  type SegmentFile,
} from '../../shared/node/segment-reader.ts';
import { hashSegment } from '../../shared/node/segment-repair.ts';
import type { StoredRecording, StoredSegment } from '../areas/recordings/recordings-repository.ts';

/** How a file of the archive differs from what was received. */
export type StoredFault =
  | 'missing'
  | 'unreadable'
  | 'short'
  | 'long'
  | 'changed'
  | 'otherRecording'
  | 'keyUnusable';

/** What the database says of the recording that a file is part of; `null` = it no longer says anything. */
export type RecordingOfFile = Pick<StoredRecording, 'callId' | 'agentWorkNo'> | null;

/**
 * Reads a stored file from its first byte to its last (about 15 ms per MB) and compares it with what was received, and with
 * the call and agent it is kept under: the file has named both since the call, and its receipt is signed. Gives the
 * opened file, or how it differs. Nothing is remembered between calls: a file's name, time and length prove nothing of
 * its bytes.
 */
export async function checkStored(
  handle: SegmentHandle,
  stored: Pick<StoredSegment, 'segment' | 'byteLength' | 'sha256' | 'receipt'>,
  recording: RecordingOfFile,
): Promise<SegmentFile | StoredFault> {
  try {
    const { byteLength, sha256 } = await hashSegment(handle);
    if (byteLength < stored.byteLength) return 'short';
    if (byteLength > stored.byteLength) return 'long';
    if (sha256 !== stored.sha256) return 'changed';
    const file = await openSegmentFile(handle);
    const { recordingId, segment, callId, agentWorkNo } = file.header;
    // Its receipt has the name that the desk knows; the archive may keep it under another one.
    const isItsOwn = recordingId === stored.receipt.recordingId && segment === stored.segment;
    const isOfCall =
      recording?.callId === callId && (recording.agentWorkNo ?? agentWorkNo) === agentWorkNo;
    return isItsOwn && isOfCall ? file : 'otherRecording';
  } catch (error) {
    // What the disk will not give, and what was received without a readable header.
    return error instanceof AppError ? 'changed' : 'unreadable';
  }
}

/** Does this key open anything in the file? Another recording's key is a good key, too. */
export async function isKeyOf(file: SegmentFile, key: Uint8Array): Promise<boolean> {
  for await (const { kind } of readSegment(file, key))
    if (kind === 'chunk' || kind === 'close') return true;
  return false;
}
