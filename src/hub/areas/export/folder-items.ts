import { AppError } from '../../../shared/app-error.ts';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';

/** Why something is not in the folder, or not whole. */
export const folderGaps = {
  notRecorded: '这通电话没有录音',
  notUploaded: '录音还没有从坐席台传到中心服务器',
  partlyUploaded: '录音只传到一部分，其余还在坐席台',
  damaged: '录音文件有损坏，不能读出',
  partlyDamaged: '录音有一部分损坏或缺失，这里是能读出的部分',
  noRight: '无权听这段录音',
} as const;
export type FolderGap = keyof typeof folderGaps;

/** To what of the ticket a file or a gap belongs. */
export interface FolderSubject {
  readonly what: 'recording';
  readonly callId: string;
  readonly recordingId: string | null;
}

/** A file of the folder, or what should be one and is not there. Its bytes are read once. */
export type FolderItem =
  | {
      readonly kind: 'file';
      /** Below the folder, in ASCII. */
      readonly path: string;
      readonly mediaType: string;
      readonly subject: FolderSubject;
      readonly flaw: FolderGap | null;
      pieces(): AsyncIterable<Uint8Array>;
      close(): Promise<void>;
    }
  | {
      readonly kind: 'missing';
      readonly subject: FolderSubject;
      readonly reason: FolderGap;
      readonly code: ErrorCode | null;
    };

/** One file as the manifest has it. */
export interface FolderFile {
  readonly path: string;
  readonly mediaType: string;
  readonly byteLength: number;
  /** Hex. */
  readonly sha256: string;
  readonly subject?: FolderSubject;
  /** Absent = it is whole. */
  readonly flaw?: FolderGap;
}

/** What should be in the folder and is not. */
export interface FolderMissing {
  readonly subject: FolderSubject;
  readonly reason: FolderGap;
  /** The reason for people. */
  readonly words: string;
  readonly code: string | null;
}

export interface FolderSound {
  readonly flaw: Extract<FolderGap, 'partlyUploaded' | 'partlyDamaged'> | null;
  /** Ogg, as listening gives it. */
  pieces(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Asks whether this person may hear it, notes that, and opens it. Throws `recording.notFound`, `recording.damaged`, `hub.forbidden`, and `export.cut` when nobody waits. */
export type OpenFolderSound = (
  signedIn: SignedIn,
  recordingId: string,
  isWanted: () => boolean,
) => Promise<FolderSound>;

export interface FolderItemDeps {
  readonly store: HubStore;
  readonly openSound: OpenFolderSound;
  readonly signedIn: SignedIn;
  readonly signal: AbortSignal;
}

/** Everything of a ticket beside what is told of it. What else is kept with a ticket joins here (attachments). */
export async function* folderItems(
  deps: FolderItemDeps,
  calls: readonly CallListItem[],
): AsyncGenerator<FolderItem, void, undefined> {
  yield* recordingItems(deps, calls);
}

async function* recordingItems(
  deps: FolderItemDeps,
  calls: readonly CallListItem[],
): AsyncGenerator<FolderItem, void, undefined> {
  const stored = await deps.store.recordings.ofCalls(calls.map(({ call }) => call.callId));
  let number = 0;
  for (const { call } of calls) {
    const { callId, agentWorkNo, noRecordingReason: code } = call;
    const ids = stored.filter((one) => one.callId === callId).map((one) => one.recordingId);
    if (ids.length === 0 && call.recordingId !== null) ids.push(call.recordingId);
    if (ids.length === 0 && call.answeredAt !== null) {
      const subject = { what: 'recording', callId, recordingId: null } as const;
      yield { kind: 'missing', subject, reason: 'notRecorded', code };
    }
    const time = shanghaiTime(call.startedAt).replaceAll(/\D/g, '');
    for (const recordingId of ids) {
      number += 1;
      const name = [String(number).padStart(2, '0'), time, agentWorkNo.replaceAll(/\W/g, '')];
      yield await recordingItem(deps, {
        subject: { what: 'recording', callId, recordingId },
        recordingId,
        path: `recordings/${name.join('-')}.ogg`,
      });
    }
  }
}

async function recordingItem(
  { openSound, signedIn, signal }: FolderItemDeps,
  {
    subject,
    recordingId,
    path,
  }: {
    readonly subject: FolderSubject;
    readonly recordingId: string;
    readonly path: string;
  },
): Promise<FolderItem> {
  try {
    const sound = await openSound(signedIn, recordingId, () => !signal.aborted);
    return { kind: 'file', path, mediaType: 'audio/ogg; codecs=opus', subject, ...sound };
  } catch (error) {
    const reason = error instanceof AppError ? gapOf(error.code) : null;
    if (!(error instanceof AppError) || reason === null) throw error;
    return { kind: 'missing', subject, reason, code: error.code };
  }
}

function gapOf(code: ErrorCode): FolderGap | null {
  if (code === 'recording.notFound') return 'notUploaded';
  if (code === 'recording.damaged') return 'damaged';
  return code === 'hub.forbidden' ? 'noRight' : null;
}
