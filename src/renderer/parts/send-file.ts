import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import {
  attachmentName,
  attachmentPiece,
  longestAttachment,
} from '../../shared/domain/tickets/attachments.ts';
import type { AttachedFile, AttachmentType } from '../../shared/domain/tickets/ticket-work.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** The hub's files, however it is reached. */
export interface AttachmentsApi {
  begin(
    asked: Pick<AttachedFile, 'attachmentId' | 'byteLength' | 'sha256'> & {
      readonly ticketId: string;
    },
  ): Promise<Arrived>;
  put(piece: {
    readonly attachmentId: string;
    readonly at: number;
    readonly bytes: string;
  }): Promise<Arrived>;
  read(of: {
    readonly ticketId: string;
    readonly attachmentId: string;
    readonly at: number;
  }): Promise<{ readonly bytes: string; readonly nextByte: number | null }>;
}

interface Arrived {
  readonly nextByte: number;
  readonly mediaType: AttachmentType | null;
}

/** Where a file comes from: `File` of the browser. */
export type ChosenBytes = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

export interface SendOrder {
  readonly api: AttachmentsApi;
  readonly ticketId: string;
  readonly attachmentId: string;
  readonly file: ChosenBytes;
  /** Asked between two pieces: is it still to be sent? */
  isWanted(): boolean;
  wait(ms: number): Promise<void>;
  /** Bytes that the hub has; `isWaiting` = the line is cut, and it is tried again. */
  onSent(bytes: number, isWaiting: boolean): void;
}

/** What goes away by itself. */
const passing: readonly ErrorCode[] = [
  'hub.unreachable',
  'hub.busy',
  'ipc.disconnected',
  'ipc.wasAway',
  'ipc.internal',
];
/** How long is waited before each try after a cut; beyond the last one somebody has to ask for it. */
const waitsMs = [1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Sends a file piece by piece, going on where the hub has come to. A cut line is waited for, with `waitsMs`; what then still fails is thrown,
 * and calling again with the same id goes on from there. Throws what the hub refuses; `null` when it was called off.
 */
export async function sendFile(order: SendOrder): Promise<AttachedFile | null> {
  const { api, ticketId, attachmentId, file, isWanted, onSent } = order;
  const { size: byteLength } = file;
  if (byteLength > longestAttachment) throw new AppError('attachment.tooLong');
  if (byteLength === 0) throw new AppError('attachment.type');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = await hashOf(bytes);
  const begin = () => api.begin({ attachmentId, ticketId, byteLength, sha256 });
  let arrived = await patiently(order, 0, begin);
  while (arrived !== null && arrived.mediaType === null) {
    if (!isWanted()) return null;
    // Asked for anew when all is there and nobody has judged it yet: the last piece again.
    const at = Math.min(arrived.nextByte, lastPieceAt(byteLength));
    onSent(arrived.nextByte, false);
    const piece = { attachmentId, at, bytes: toBase64(bytes.subarray(at, at + attachmentPiece)) };
    arrived = await patiently(order, at, () => api.put(piece));
  }
  if (arrived === null || arrived.mediaType === null) return null;
  onSent(byteLength, false);
  return fileOf(order, arrived.mediaType, sha256);
}

const lastPieceAt = (byteLength: number) =>
  Math.floor((byteLength - 1) / attachmentPiece) * attachmentPiece;

function fileOf(
  { attachmentId, file }: SendOrder,
  mediaType: AttachmentType,
  sha256: string,
): AttachedFile {
  const fileName = attachmentName(file.name, mediaType);
  return { attachmentId, fileName, mediaType, byteLength: file.size, sha256 };
}

async function patiently<Result>(
  { isWanted, wait, onSent }: SendOrder,
  sent: number,
  call: () => Promise<Result>,
): Promise<Result | null> {
  for (let tries = 0; isWanted(); tries += 1) {
    try {
      return await call();
    } catch (error) {
      const waitMs = waitsMs[tries];
      if (waitMs === undefined || !passing.includes(errorCodeOf(error))) throw error;
      onSent(sent, true);
      await wait(waitMs);
    }
  }
  return null;
}

/** One attachment, whole. Throws what the hub refuses. */
export async function readFile(
  api: AttachmentsApi,
  of: { readonly ticketId: string; readonly attachmentId: string },
): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let at: number | null = 0;
  while (at !== null) {
    const { bytes, nextByte }: Awaited<ReturnType<AttachmentsApi['read']>> = await api.read({
      ...of,
      at,
    });
    pieces.push(fromBase64(bytes));
    at = nextByte;
  }
  return pieces;
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
